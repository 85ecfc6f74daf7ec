namespace TwinGrid.Connectors.Emulation;

/// <summary>One asset of an emulated plant: moves on in steps, and can be read like its controller.</summary>
internal abstract class EmulatedAsset(AssetSketch sketch, TypeSketch type, int seed)
{
    private readonly Dictionary<string, double> unknown = new(StringComparer.Ordinal);

    public AssetSketch Sketch { get; } = sketch;

    public TypeSketch Type { get; } = type;

    protected Chance Chance { get; } = new(seed, sketch.Id);

    /// <summary>Moves on.</summary>
    public abstract void Step(double seconds);

    /// <summary>The signal's number; null when the model does not know the signal.</summary>
    protected abstract double? Measure(string signal);

    /// <summary>The symbol of an enumeration; null when the model does not know the signal.</summary>
    protected virtual string? Symbol(string signal) => null;

    /// <summary>What goes on the wire: a number within the signal's range; null when there is nothing to send.</summary>
    public double? Read(SignalSketch signal) => signal.Type switch
    {
        "enumeration" => Symbol(signal.Id) is { } symbol && signal.Symbols.TryGetValue(symbol, out var number) ? number : null,
        "string" => null,
        "boolean" => Measure(signal.Id) is > 0.5 ? 1 : 0,
        "integer" => Math.Floor(Measure(signal.Id) ?? Wander(signal)),
        _ => Math.Clamp(Measure(signal.Id) ?? Wander(signal), signal.Min ?? double.MinValue, signal.Max ?? double.MaxValue),
    };

    /// <summary>The asset's parameter, or its type's default; <paramref name="otherwise"/> where there is neither.</summary>
    protected double Parameter(string id, double otherwise) =>
        Sketch.Parameters.TryGetValue(id, out var own) ? own : Type.Parameters.GetValueOrDefault(id, otherwise);

    /// <summary>A signal that no model knows wanders about the middle of its range (Ornstein-Uhlenbeck).</summary>
    private double Wander(SignalSketch signal)
    {
        var low = signal.Min ?? 0;
        var high = signal.Max ?? low + 100;
        var middle = (low + high) / 2;
        var value = unknown.GetValueOrDefault(signal.Id, middle);
        return unknown[signal.Id] = value + (0.02 * (middle - value)) + Chance.Noise((high - low) * 0.005);
    }
}

/// <summary>An asset of a type that has no model: all its signals wander.</summary>
internal sealed class UnknownAsset(AssetSketch sketch, TypeSketch type, int seed) : EmulatedAsset(sketch, type, seed)
{
    public override void Step(double seconds)
    {
    }

    protected override double? Measure(string signal) => null;
}
