using System.Collections.Immutable;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>How a KPI is computed from outputs of the model.</summary>
public sealed class KpiPlan
{
    private readonly CompiledExpression? expression;
    private readonly UnitConversion conversion;

    private KpiPlan(ExperimentKpi definition, string unit, ImmutableArray<KpiReference> references, CompiledExpression? expression, UnitConversion conversion)
    {
        Definition = definition;
        Unit = unit;
        References = references;
        this.expression = expression;
        this.conversion = conversion;
    }

    /// <summary>As the document gives it.</summary>
    public ExperimentKpi Definition { get; }

    /// <summary>UCUM code of its values.</summary>
    public string Unit { get; }

    /// <summary>UCUM code of what is estimated of it, and of differences of that: 1 for a probability.</summary>
    public string EstimateUnit => Definition.Estimator.Kind is EstimatorKind.Above or EstimatorKind.Below ? "1" : Unit;

    /// <summary>What it is made of, in the order in which <c>Compute</c> takes the figures.</summary>
    internal ImmutableArray<KpiReference> References { get; }

    /// <summary>Makes the plan of a KPI, or reports why there is none.</summary>
    internal static KpiPlan? Create(ExperimentKpi definition, ModelInstance instance, ICollection<ModelError> errors) =>
        definition.Expression is null ? OfOutput(definition, instance, errors) : OfExpression(definition, definition.Expression, instance, errors);

    /// <summary>The KPI's value in its unit.</summary>
    /// <param name="figures">A figure for each of <see cref="References"/>, in its own unit.</param>
    internal double Compute(ReadOnlySpan<double> figures) => expression is null ? conversion.Convert(figures[0]) : expression.Evaluate(figures);

    /// <summary>The KPI over a stretch, of the sums of its references over it.</summary>
    internal double Compute(ReadOnlySpan<MonitorSum> stretch)
    {
        Span<double> figures = stackalloc double[stretch.Length];
        for (var i = 0; i < stretch.Length; i++)
        {
            figures[i] = References[i].Estimator == Estimator.Total ? stretch[i].Sum : stretch[i].Mean;
        }

        return Compute(figures);
    }

    private static KpiPlan? OfOutput(ExperimentKpi definition, ModelInstance instance, ICollection<ModelError> errors)
    {
        if (KpiReference.Find(definition.Of ?? definition.Id, instance, out var error) is not { } reference)
        {
            errors.Add(new ModelError(definition.Place, $"KPI '{definition.Id}': {error}"));
            return null;
        }

        var unit = definition.Unit ?? reference.Unit;
        var (from, to) = (Model.Units.Unit.Parse(reference.Unit), Model.Units.Unit.Parse(unit));
        if (!UnitConversion.TryCreate(from, to, out var conversion))
        {
            errors.Add(new ModelError(
                definition.Place, $"KPI '{definition.Id}': '{definition.Of ?? definition.Id}' is in '{from}' ({from.Dimension}), which can't be given in '{to}' ({to.Dimension})"));
            return null;
        }

        return new KpiPlan(definition, unit, [reference], null, conversion);
    }

    private static KpiPlan? OfExpression(ExperimentKpi definition, string text, ModelInstance instance, ICollection<ModelError> errors)
    {
        if (!ExpressionParser.TryParse(text, out var parsed, out var syntax))
        {
            errors.Add(new ModelError(definition.Place, $"KPI '{definition.Id}': {syntax.Message} (column {syntax.At.Column})"));
            return null;
        }

        var outputs = new OutputTable(instance);
        if (!ExpressionCompiler.TryCompileNumber(parsed, outputs, Model.Units.Unit.Parse(definition.Unit!), out var compiled, out var findings))
        {
            foreach (var finding in findings)
            {
                errors.Add(new ModelError(definition.Place, $"KPI '{definition.Id}': {finding.Message} (column {finding.At.Column})"));
            }

            return null;
        }

        return new KpiPlan(definition, definition.Unit!, [.. compiled.Inputs.Select(i => outputs.Reference(i))], compiled, UnitConversion.Identity);
    }

    /// <summary>The outputs of a model as names of an expression.</summary>
    private sealed class OutputTable(ModelInstance instance) : SymbolTable
    {
        private readonly Dictionary<string, KpiReference> found = new(StringComparer.Ordinal);

        public override IEnumerable<string> Names => instance.Parts.SelectMany(p => p.Monitors.Select(m => $"{p.Path}.{m.Name}"));

        public KpiReference Reference(string name) => found[name];

        public override Symbol? Find(string name)
        {
            if (KpiReference.Find(name, instance, out _) is not { } reference)
            {
                return null;
            }

            found[name] = reference;
            return Symbol.Number(name, Model.Units.Unit.Parse(reference.Unit));
        }
    }
}
