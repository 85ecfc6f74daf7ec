namespace TwinGrid.Connectors.Emulation;

/// <summary>A plant's assets, put together from its definition: machines and conveyors along the material flow, drives on what they are part of.</summary>
internal sealed class EmulatedPlant
{
    private readonly List<EmulatedAsset> assets;

    public EmulatedPlant(PlantSketch sketch, int seed)
    {
        assets = [.. sketch.Assets.Select(asset => Create(asset, sketch.Types.GetValueOrDefault(asset.Type) ?? Empty(asset.Type), seed))];
        var byId = assets.ToDictionary(asset => asset.Sketch.Id, StringComparer.Ordinal);
        foreach (var (from, to) in sketch.MaterialFlows)
        {
            if (byId.TryGetValue(from, out var source) && byId.TryGetValue(to, out var target))
            {
                Join(source, target);
            }
        }

        foreach (var motor in assets.OfType<Motor>())
        {
            motor.Drives = motor.Sketch.PartOf is { } parent && byId.TryGetValue(parent, out var driven) ? driven as IDriven : null;
        }
    }

    public IReadOnlyList<EmulatedAsset> Assets => assets;

    /// <summary>Moves the whole plant on.</summary>
    public void Step(double seconds) => assets.ForEach(asset => asset.Step(seconds));

    private static void Join(EmulatedAsset source, EmulatedAsset target)
    {
        switch (source, target)
        {
            case (Machine machine, Conveyor conveyor):
                machine.After = conveyor;
                break;
            case (Conveyor conveyor, Machine machine):
                machine.Before = conveyor;
                break;
            case (Machine first, Machine second):
                first.After = second.Before = new ShortBuffer();
                break;
            default:
                break;
        }
    }

    private static EmulatedAsset Create(AssetSketch asset, TypeSketch type, int seed) => type.Id switch
    {
        "filler" => new Filler(asset, type, seed),
        "capper" => new Capper(asset, type, seed),
        "labeller" => new Labeller(asset, type, seed),
        "palletiser" => new Palletiser(asset, type, seed),
        "conveyor" => new Conveyor(asset, type, seed),
        "motor" => new Motor(asset, type, seed),
        "pump" => new Pump(asset, type, seed),
        _ => new UnknownAsset(asset, type, seed),
    };

    private static TypeSketch Empty(string id) => new(id, [], new Dictionary<string, double>(), null);
}
