using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>Reads one entry of a type's <c>live:</c> map for any of its assets.</summary>
internal sealed class MappingReader
{
    private readonly LiveMapping mapping;
    private readonly StateDescriptor state;
    private readonly SignalDefinition? signal;
    private readonly DerivedSignal? expression;
    private readonly UnitConversion conversion = UnitConversion.Identity;

    /// <summary>Reads the entry against what its module says of its states.</summary>
    public MappingReader(AssetTypeDefinition type, LiveMapping mapping, StateDescriptor state, ICollection<ModelError> errors)
    {
        this.mapping = mapping;
        this.state = state;
        signal = mapping.Signal is { } id ? type.Signals.FirstOrDefault(one => one.Id == id) : null;
        expression = mapping.Expression is { } text ? DerivedSignal.CompileExpression(type, text, mapping.Unit) : null;
        if (state.Phases.IsDefaultOrEmpty)
        {
            if (!UnitConversion.TryCreate(Unit.Parse(mapping.Unit), Unit.Parse(state.Unit), out conversion))
            {
                errors.Add(new ModelError(mapping.Place, $"type '{type.Id}': '{mapping.State}' is in '{state.Unit}', and what the map gives in '{mapping.Unit}'"));
            }
        }
        else
        {
            CheckPhases(type, errors);
        }
    }

    /// <summary>Path of the state within the asset.</summary>
    public string Path => mapping.State;

    /// <summary>What the state is taken from, when it is a signal.</summary>
    public string? Signal => mapping.Signal;

    /// <summary>Whether the state counts parts in a buffer or on a belt.</summary>
    public bool IsLevel => state.Name == "level";

    /// <summary>Whether the state is told by a signal, itself or within an expression.</summary>
    public bool Uses(string signal) => mapping.Signal == signal || expression?.Inputs.Any(input => input.Name == signal) == true;

    /// <summary>What an asset's signals say; null when they say nothing and the map does not say what to take then, which is an error.</summary>
    public LiveReading? Read(string path, SignalReading signals, LiveFindings findings, ICollection<ModelError> errors)
    {
        var read = mapping.SinceChangeOf is { } since ? Number(signals.SinceChange(since), mapping.StandardDeviation ?? 0)
            : expression is not null ? OfExpression(expression, signals)
            : Of(signals);
        if (read is not null)
        {
            return read;
        }

        if (mapping.Otherwise is { } otherwise)
        {
            return Otherwise(path, otherwise, findings, errors);
        }

        var source = mapping.Signal is { } id ? $"signal '{id}' has no usable value, or one that the map says nothing of"
            : mapping.SinceChangeOf is { } changed ? $"it is not known since when '{changed}' has its value"
            : "its expression has no value";
        errors.Add(new ModelError(mapping.Place, $"'{path}.{state.Name}' can't be told from the live state: {source}; give the map an 'otherwise', or start from empty"));
        return null;
    }

    private void CheckPhases(AssetTypeDefinition type, ICollection<ModelError> errors)
    {
        foreach (var phase in mapping.Map.Values.Where(phase => !state.Phases.Contains(phase)).Distinct())
        {
            var near = Suggestion.Nearest(phase, state.Phases);
            errors.Add(new ModelError(
                mapping.Place,
                $"type '{type.Id}': '{phase}' is no phase of '{mapping.State}'; there are {string.Join(", ", state.Phases)}{(near is null ? "" : $". Did you mean '{near}'?")}"));
        }

        if (signal is null || mapping.Map.IsEmpty)
        {
            errors.Add(new ModelError(mapping.Place, $"type '{type.Id}': '{mapping.State}' is a phase; it needs a signal of type enumeration or boolean with a map"));
        }
    }

    private LiveReading? Of(SignalReading signals)
    {
        if (signals.Find(signal!) is not { } found)
        {
            return null;
        }

        if (mapping.Map.IsEmpty)
        {
            var sensor = mapping.StandardDeviation ?? 0;
            var drift = signals.DriftSince(signal!, found);
            return Number(found.Value, Math.Sqrt(sensor * sensor + drift * drift));
        }

        if (SymbolOf(found) is not { } symbol || !mapping.Map.TryGetValue(symbol, out var meaning))
        {
            return null;
        }

        return !state.Phases.IsDefaultOrEmpty ? LiveReading.Phase(state.Name, meaning)
            : double.TryParse(meaning, CultureInfo.InvariantCulture, out var number) ? Number(number, 0)
            : null;
    }

    private string? SymbolOf(in CutSignal found)
    {
        if (signal!.Type == SignalType.Boolean)
        {
            return found.Value == 0 ? "false" : "true";
        }

        foreach (var symbol in signal.Symbols)
        {
            if (symbol.Number == found.Value)
            {
                return symbol.Symbol;
            }
        }

        return null;
    }

    /// <summary>The expression's value. What its inputs may have drifted goes through it, each by itself, half of what lies between a standard deviation up and one down.</summary>
    private LiveReading? OfExpression(DerivedSignal derived, SignalReading signals)
    {
        Span<double> inputs = stackalloc double[derived.Inputs.Length];
        Span<double> drifts = stackalloc double[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            (inputs[i], drifts[i]) = signals.Input(derived.Inputs[i].Name);
        }

        var value = derived.Expression.Evaluate(inputs);
        var variance = Square(mapping.StandardDeviation ?? 0);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (drifts[i] > 0)
            {
                var at = inputs[i];
                inputs[i] = at + drifts[i];
                var above = derived.Expression.Evaluate(inputs);
                inputs[i] = at - drifts[i];
                var spread = (above - derived.Expression.Evaluate(inputs)) / 2;
                inputs[i] = at;
                variance += double.IsFinite(spread) ? Square(spread) : 0;
            }
        }

        return Number(value, Math.Sqrt(variance));
    }

    private static double Square(double value) => value * value;

    private LiveReading? Number(double value, double standardDeviation) => double.IsFinite(value)
        ? new LiveReading(state.Name, null, conversion.Convert(value), Math.Abs(conversion.Factor) * standardDeviation, state.IsCount)
        : null;

    private LiveReading? Otherwise(string path, ParameterValue otherwise, LiveFindings findings, ICollection<ModelError> errors)
    {
        switch (otherwise)
        {
            case TextValue phase when !state.Phases.IsDefaultOrEmpty && state.Phases.Contains(phase.Text):
                findings.Assumed($"{path}.{state.Name}", phase.Text);
                return LiveReading.Phase(state.Name, phase.Text);
            case NumberValue number when state.Phases.IsDefaultOrEmpty && NumberInUnit.TryConvert(number, state.Unit, out var value, out _):
                findings.Assumed($"{path}.{state.Name}", string.Create(CultureInfo.InvariantCulture, $"{value} {state.Unit}"));
                return new LiveReading(state.Name, null, value, 0, state.IsCount);
            default:
                errors.Add(new ModelError(mapping.Place, $"'otherwise' of '{mapping.State}' is no value of it: {(state.Phases.IsDefaultOrEmpty ? $"a number in '{state.Unit}' is expected" : $"one of {string.Join(", ", state.Phases)} is expected")}"));
                return null;
        }
    }
}
