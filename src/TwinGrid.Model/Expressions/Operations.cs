namespace TwinGrid.Model.Expressions;

internal interface IUnaryOperation
{
    static abstract double Apply(double x);
}

internal interface IBinaryOperation
{
    static abstract double Apply(double a, double b);
}

internal static class Operations
{
    /// <summary>A truth value; not known when one of the operands is not.</summary>
    private static double Truth(bool value, double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : value ? 1 : 0;

    public readonly struct Negate : IUnaryOperation
    {
        public static double Apply(double x) => -x;
    }

    public readonly struct Not : IUnaryOperation
    {
        public static double Apply(double x) => 1 - x;
    }

    public readonly struct Abs : IUnaryOperation
    {
        public static double Apply(double x) => Math.Abs(x);
    }

    public readonly struct Sqrt : IUnaryOperation
    {
        public static double Apply(double x) => Math.Sqrt(x);
    }

    public readonly struct Exp : IUnaryOperation
    {
        public static double Apply(double x) => Math.Exp(x);
    }

    public readonly struct Ln : IUnaryOperation
    {
        public static double Apply(double x) => Math.Log(x);
    }

    public readonly struct Log10 : IUnaryOperation
    {
        public static double Apply(double x) => Math.Log10(x);
    }

    public readonly struct Sin : IUnaryOperation
    {
        public static double Apply(double x) => Math.Sin(x);
    }

    public readonly struct Cos : IUnaryOperation
    {
        public static double Apply(double x) => Math.Cos(x);
    }

    public readonly struct Tan : IUnaryOperation
    {
        public static double Apply(double x) => Math.Tan(x);
    }

    public readonly struct Add : IBinaryOperation
    {
        public static double Apply(double a, double b) => a + b;
    }

    public readonly struct Subtract : IBinaryOperation
    {
        public static double Apply(double a, double b) => a - b;
    }

    public readonly struct Multiply : IBinaryOperation
    {
        public static double Apply(double a, double b) => a * b;
    }

    public readonly struct Divide : IBinaryOperation
    {
        public static double Apply(double a, double b) => a / b;
    }

    /// <summary>Squares and cubes by multiplication, which is exact where Math.Pow need not be the same on every platform.</summary>
    public readonly struct Power : IBinaryOperation
    {
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
        public static double Apply(double a, double b) => Math.Min(a, b);
    }

    public readonly struct Max : IBinaryOperation
    {
        public static double Apply(double a, double b) => Math.Max(a, b);
    }

    public readonly struct Equal : IBinaryOperation
    {
        public static double Apply(double a, double b) => Truth(a == b, a, b);
    }

    public readonly struct NotEqual : IBinaryOperation
    {
        public static double Apply(double a, double b) => Truth(a != b, a, b);
    }

    public readonly struct Less : IBinaryOperation
    {
        public static double Apply(double a, double b) => Truth(a < b, a, b);
    }

    public readonly struct LessOrEqual : IBinaryOperation
    {
        public static double Apply(double a, double b) => Truth(a <= b, a, b);
    }

    public readonly struct Greater : IBinaryOperation
    {
        public static double Apply(double a, double b) => Truth(a > b, a, b);
    }

    public readonly struct GreaterOrEqual : IBinaryOperation
    {
        public static double Apply(double a, double b) => Truth(a >= b, a, b);
    }

    /// <summary>Three-valued (Kleene): false whatever the other is, when one is false.</summary>
    public readonly struct And : IBinaryOperation
    {
        public static double Apply(double a, double b) => a == 0 || b == 0 ? 0 : Truth(true, a, b);
    }

    /// <summary>Three-valued (Kleene): true whatever the other is, when one is true.</summary>
    public readonly struct Or : IBinaryOperation
    {
        public static double Apply(double a, double b) => a == 1 || b == 1 ? 1 : Truth(false, a, b);
    }
}
