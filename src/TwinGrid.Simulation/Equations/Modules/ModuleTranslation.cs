using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Modules;

/// <summary>
/// Makes terms of a module's expressions. In what is computed all the time, comparisons of numbers that change continuously become flags, and min, max and abs choices
/// by a flag: between events the equations are smooth, and an event finds the place where a flag changes.
/// </summary>
/// <param name="variables">The module's variables; flags and auxiliary variables are appended.</param>
/// <param name="places">Places of those that have a name in equations.</param>
internal sealed class ModuleTranslation(List<LocalVariable> variables, Dictionary<string, int> places)
{
    private readonly List<ModuleRelation> relations = [];
    private readonly List<ModuleEquation> auxiliaries = [];

    public IReadOnlyList<ModuleRelation> Relations => relations;

    /// <summary>Equations that name what several flags and choices refer to.</summary>
    public IReadOnlyList<ModuleEquation> Auxiliaries => auxiliaries;

    public ModuleEquation Equation(CompiledEquation equation, ModuleText text) =>
        new(equation.Left.Translate(new Translator(this, equation.Left)), equation.Right.Translate(new Translator(this, equation.Right)), text.Text, text.Place);

    public ModuleEventTerms Event(CheckedEvent given)
    {
        var condition = given.Condition.Translate(new Translator(this, given.Condition) { Hysteresis = given.Hysteresis is { } hysteresis ? AtEvents(hysteresis) : null });
        var set = new List<(int Variable, Term Value)>();
        for (var i = 0; i < given.Set.Length; i++)
        {
            set.Add((places[given.Definition.Set[i].Variable], AtEvents(given.Set[i])));
        }

        return new ModuleEventTerms(given.Definition.Name, condition, set);
    }

    /// <summary>What is computed at events only, as it stands.</summary>
    public Term AtEvents(CompiledExpression expression) => expression.Translate(new Translator(this, expression) { IsWatched = false });

    private bool IsContinuous(int variable) => variables[variable].Kind is not (LocalKind.Parameter or LocalKind.Discrete or LocalKind.Flag) && !variables[variable].IsBoolean;

    /// <summary>The truth of a comparison.</summary>
    private Term Compare(Operation operation, Term left, Term right, Term? hysteresis)
    {
        var isInclusive = operation is Operation.LessOrEqual or Operation.GreaterOrEqual;
        var isRightMinusLeft = operation is Operation.Less or Operation.GreaterOrEqual;
        var difference = isRightMinusLeft ? new BinaryTerm(Operation.Subtract, right, left) : new BinaryTerm(Operation.Subtract, left, right);
        foreach (var known in relations)
        {
            if (known.Difference == difference && known.IsInclusive == isInclusive && known.Hysteresis == hysteresis)
            {
                return new VariableTerm(known.Flag);
            }
        }

        var text = $"{Describe(left)} {(operation is Operation.Less or Operation.LessOrEqual ? "<" : ">")}{(isInclusive ? "=" : "")} {Describe(right)}";
        var flag = Append($"({text})", LocalKind.Flag);
        relations.Add(new ModuleRelation(flag, difference, isInclusive, hysteresis, text));
        return new VariableTerm(flag);
    }

    /// <summary>A term that is referred to more than once gets a variable of its own.</summary>
    private Term Name(Term term)
    {
        if (term.Parts.Count == 0)
        {
            return term;
        }

        foreach (var known in auxiliaries)
        {
            if (known.Right == term)
            {
                return known.Left;
            }
        }

        var name = FormattableString.Invariant($"part {auxiliaries.Count + 1}");
        var variable = new VariableTerm(Append(name, LocalKind.Algebraic));
        auxiliaries.Add(new ModuleEquation(variable, term, $"{name} = {Describe(term)}", Model.Behaviours.SourcePlace.None));
        return variable;
    }

    private int PlaceOf(string name) => places[name];

    private int Append(string name, LocalKind kind)
    {
        variables.Add(new LocalVariable(name, kind, Unit.One, kind == LocalKind.Flag));
        return variables.Count - 1;
    }

    private string Describe(Term term) => TermText.Of(term, v => variables[v].Name);

    private sealed class Translator(ModuleTranslation module, CompiledExpression expression) : IExpressionTranslator<Term>
    {
        /// <summary>Comparisons raise events.</summary>
        public bool IsWatched { get; set; } = true;

        public Term? Hysteresis { get; init; }

        public Term Constant(double value) => new NumberTerm(value);

        public Term Input(int index) => new VariableTerm(module.PlaceOf(expression.Inputs[index]));

        public Term Lookup(Curve curve, Term operand) => new LookupTerm(curve, operand);

        public Term Condition(Term condition, Term then, Term otherwise) => new ChoiceTerm(condition, then, otherwise);

        public Term WithoutEvents(Func<Term> part)
        {
            var before = IsWatched;
            IsWatched = false;
            var term = part();
            IsWatched = before;
            return term;
        }

        public Term Unary(Operation operation, Term operand)
        {
            if (operation != Operation.Abs || !IsEvent(operand))
            {
                return new UnaryTerm(operation, operand);
            }

            var named = module.Name(operand);
            return new ChoiceTerm(module.Compare(Operation.Less, named, Term.Zero, null), new UnaryTerm(Operation.Negate, named), named);
        }

        public Term Binary(Operation operation, Term left, Term right)
        {
            if (!IsEvent(left) && !IsEvent(right))
            {
                return new BinaryTerm(operation, left, right);
            }

            switch (operation)
            {
                case Operation.Less or Operation.LessOrEqual or Operation.Greater or Operation.GreaterOrEqual:
                    return module.Compare(operation, left, right, Hysteresis);
                case Operation.Min or Operation.Max:
                    var (a, b) = (module.Name(left), module.Name(right));
                    var isLess = module.Compare(Operation.Less, a, b, null);
                    return operation == Operation.Min ? new ChoiceTerm(isLess, a, b) : new ChoiceTerm(isLess, b, a);
                default:
                    return new BinaryTerm(operation, left, right);
            }
        }

        private bool IsEvent(Term term) => IsWatched && term.Uses(module.IsContinuous);
    }
}
