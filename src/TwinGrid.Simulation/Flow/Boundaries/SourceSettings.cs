using System.Runtime.CompilerServices;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>What a source's structures say. Read once for a model.</summary>
internal sealed class SourceSettings
{
    private static readonly ConditionalWeakTable<ModuleArguments, SourceSettings> Known = [];

    private readonly List<(string Product, double Upper)> mix = [];

    /// <summary>Factor on the rate over time; null = constant.</summary>
    public RateProfile? Profile { get; private init; }

    /// <summary>Attributes of the parts by name.</summary>
    public List<(string Name, Distribution Law)> Attributes { get; } = [];

    /// <summary>Whether there is more than one product.</summary>
    public bool HasMix => mix.Count > 0;

    public static SourceSettings Of(ModuleArguments arguments) => Known.GetValue(arguments, static a => Read(a, []));

    public static SourceSettings Read(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        var settings = new SourceSettings { Profile = arguments.Has("profile") ? RateProfile.Read(arguments.Structure("profile"), errors) : null };
        if (arguments.Has("mix"))
        {
            settings.ReadMix(arguments.Structure("mix"), errors);
        }

        if (arguments.Has("attributes"))
        {
            settings.ReadAttributes(arguments.Structure("attributes"), errors);
        }

        return settings;
    }

    /// <summary>The product that a uniform stands for.</summary>
    public string Product(double uniform)
    {
        foreach (var (product, upper) in mix)
        {
            if (uniform < upper)
            {
                return product;
            }
        }

        return mix[^1].Product;
    }

    private void ReadMix(StructureArgument argument, ICollection<ModelError> errors)
    {
        var reader = new StructureReader(argument.Scope, errors);
        double sum = 0;
        foreach (var (product, value) in reader.Entries(argument.Value, "mix"))
        {
            sum += reader.Number(value, "1", $"mix.{product}", 0) ?? 0;
            mix.Add((product, sum));
        }

        if (!(sum > 0))
        {
            reader.Error(argument.Value, "mix: at least one weight above 0 is expected");
        }

        for (var i = 0; i < mix.Count; i++)
        {
            mix[i] = (mix[i].Product, mix[i].Upper / sum);
        }
    }

    private void ReadAttributes(StructureArgument argument, ICollection<ModelError> errors)
    {
        var reader = new StructureReader(argument.Scope, errors);
        foreach (var (name, value) in reader.Entries(argument.Value, "attributes"))
        {
            if (reader.Law(value, "1", $"attributes.{name}", double.NegativeInfinity) is { } law)
            {
                Attributes.Add((name, law));
            }
        }
    }
}
