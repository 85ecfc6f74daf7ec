namespace TwinGrid.Model.Expressions;

/// <summary>A function of one number; truth values are 0 and 1, NaN is "not known".</summary>
public interface IUnaryOperation
{
    static abstract Operation Kind { get; }

    static abstract double Apply(double x);
}

/// <summary>A function of two numbers; truth values are 0 and 1, NaN is "not known".</summary>
public interface IBinaryOperation
{
    static abstract Operation Kind { get; }

    static abstract double Apply(double a, double b);
}

/// <summary>What operators and elementary functions compute. Whoever turns expressions into another form calls these, so that every form gives the same bits.</summary>
public static class Operations
{
    /// <summary>A truth value; not known when one of the operands is not.</summary>
    private static double Truth(bool value, double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : value ? 1 : 0;

    public readonly struct Negate : IUnaryOperation
    {
        public static Operation Kind => Operation.Negate;

        public static double Apply(double x) => -x;
    }

    public readonly struct Not : IUnaryOperation
    {
        public static Operation Kind => Operation.Not;

        public static double Apply(double x) => 1 - x;
    }

    public readonly struct Abs : IUnaryOperation
    {
        public static Operation Kind => Operation.Abs;

        public static double Apply(double x) => Math.Abs(x);
    }

    public readonly struct Sqrt : IUnaryOperation
    {
        public static Operation Kind => Operation.Sqrt;

        public static double Apply(double x) => Math.Sqrt(x);
    }

    public readonly struct Exp : IUnaryOperation
    {
        public static Operation Kind => Operation.Exp;

        public static double Apply(double x) => Math.Exp(x);
    }

    public readonly struct Ln : IUnaryOperation
    {
        public static Operation Kind => Operation.Ln;

        public static double Apply(double x) => Math.Log(x);
    }

    public readonly struct Log10 : IUnaryOperation
    {
        public static Operation Kind => Operation.Log10;

        public static double Apply(double x) => Math.Log10(x);
    }

    public readonly struct Sin : IUnaryOperation
    {
        public static Operation Kind => Operation.Sin;

        public static double Apply(double x) => Math.Sin(x);
    }

    public readonly struct Cos : IUnaryOperation
    {
        public static Operation Kind => Operation.Cos;

        public static double Apply(double x) => Math.Cos(x);
    }

    public readonly struct Tan : IUnaryOperation
    {
        public static Operation Kind => Operation.Tan;

        public static double Apply(double x) => Math.Tan(x);
    }

    public readonly struct Asin : IUnaryOperation
    {
        public static Operation Kind => Operation.Asin;

        public static double Apply(double x) => Math.Asin(x);
    }

    public readonly struct Acos : IUnaryOperation
    {
        public static Operation Kind => Operation.Acos;

        public static double Apply(double x) => Math.Acos(x);
    }

    public readonly struct Atan : IUnaryOperation
    {
        public static Operation Kind => Operation.Atan;

        public static double Apply(double x) => Math.Atan(x);
    }

    public readonly struct Tanh : IUnaryOperation
    {
        public static Operation Kind => Operation.Tanh;

        public static double Apply(double x) => Math.Tanh(x);
    }

    public readonly struct Add : IBinaryOperation
    {
        public static Operation Kind => Operation.Add;

        public static double Apply(double a, double b) => a + b;
    }

    public readonly struct Subtract : IBinaryOperation
    {
        public static Operation Kind => Operation.Subtract;

        public static double Apply(double a, double b) => a - b;
    }

    public readonly struct Multiply : IBinaryOperation
    {
        public static Operation Kind => Operation.Multiply;

        public static double Apply(double a, double b) => a * b;
    }

    public readonly struct Divide : IBinaryOperation
    {
        public static Operation Kind => Operation.Divide;

        public static double Apply(double a, double b) => a / b;
    }

    /// <summary>Squares and cubes by multiplication, which is exact where Math.Pow need not be the same on every platform.</summary>
    public readonly struct Power : IBinaryOperation
    {
        public static Operation Kind => Operation.Power;

        public static double Apply(double a, double b) => b switch
        {
            1 => a,
            2 => a * a,
            3 => a * a * a,
            _ => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Pow(a, b),
        };
    }

    public readonly struct Min : IBinaryOperation
    {
        public static Operation Kind => Operation.Min;

        public static double Apply(double a, double b) => Math.Min(a, b);
    }

    public readonly struct Max : IBinaryOperation
    {
        public static Operation Kind => Operation.Max;

        public static double Apply(double a, double b) => Math.Max(a, b);
    }

    public readonly struct Atan2 : IBinaryOperation
    {
        public static Operation Kind => Operation.Atan2;

        public static double Apply(double a, double b) => Math.Atan2(a, b);
    }

    public readonly struct Equal : IBinaryOperation
    {
        public static Operation Kind => Operation.Equal;

        public static double Apply(double a, double b) => Truth(a == b, a, b);
    }

    public readonly struct NotEqual : IBinaryOperation
    {
        public static Operation Kind => Operation.NotEqual;

        public static double Apply(double a, double b) => Truth(a != b, a, b);
    }

    public readonly struct Less : IBinaryOperation
    {
        public static Operation Kind => Operation.Less;

        public static double Apply(double a, double b) => Truth(a < b, a, b);
    }

    public readonly struct LessOrEqual : IBinaryOperation
    {
        public static Operation Kind => Operation.LessOrEqual;

        public static double Apply(double a, double b) => Truth(a <= b, a, b);
    }

    public readonly struct Greater : IBinaryOperation
    {
        public static Operation Kind => Operation.Greater;

        public static double Apply(double a, double b) => Truth(a > b, a, b);
    }

    public readonly struct GreaterOrEqual : IBinaryOperation
    {
        public static Operation Kind => Operation.GreaterOrEqual;

        public static double Apply(double a, double b) => Truth(a >= b, a, b);
    }

    /// <summary>Three-valued (Kleene): false whatever the other is, when one is false.</summary>
    public readonly struct And : IBinaryOperation
    {
        public static Operation Kind => Operation.And;

        public static double Apply(double a, double b) => a == 0 || b == 0 ? 0 : Truth(true, a, b);
    }

    /// <summary>Three-valued (Kleene): true whatever the other is, when one is true.</summary>
    public readonly struct Or : IBinaryOperation
    {
        public static Operation Kind => Operation.Or;

        public static double Apply(double a, double b) => a == 1 || b == 1 ? 1 : Truth(false, a, b);
    }
}
