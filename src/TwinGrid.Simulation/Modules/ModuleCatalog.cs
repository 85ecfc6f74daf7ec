using System.Collections.Immutable;
using TwinGrid.Simulation.Equations;

namespace TwinGrid.Simulation.Modules;

/// <summary>The modules that models may be assembled of, by name and version. Immutable.</summary>
public sealed class ModuleCatalog
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<ModuleType>> modules;

    private ModuleCatalog(ImmutableSortedDictionary<string, ImmutableArray<ModuleType>> modules) => this.modules = modules;

    /// <summary>No modules.</summary>
    public static ModuleCatalog Empty { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableArray<ModuleType>>(StringComparer.Ordinal));

    /// <summary>Makes systems of its modules of equations; what it compiled once serves all models.</summary>
    internal EquationModelBuilder Equations { get; } = new();

    /// <summary>Names, sorted.</summary>
    public IEnumerable<string> Names => modules.Keys;

    /// <summary>All modules, by name and then version.</summary>
    public IEnumerable<ModuleType> All => modules.Values.SelectMany(m => m);

    /// <summary>This catalogue with further modules.</summary>
    /// <exception cref="ArgumentException">A module of that name and version is there already.</exception>
    public ModuleCatalog With(params IEnumerable<ModuleType> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var builder = modules.ToBuilder();
        foreach (var module in more)
        {
            var (name, version) = (module.Descriptor.Name, module.Descriptor.Version);
            var versions = builder.TryGetValue(name, out var known) ? known : [];
            if (versions.Any(m => m.Descriptor.Version == version))
            {
                throw new ArgumentException($"There are two modules {name}@{version}.", nameof(more));
            }

            builder[name] = [.. versions.Add(module).OrderBy(m => m.Descriptor.Version)];
        }

        return new ModuleCatalog(builder.ToImmutable());
    }

    /// <summary>This catalogue without modules of some names.</summary>
    public ModuleCatalog Without(IEnumerable<string> names) => new(modules.RemoveRange(names));

    /// <summary>A module; null when there is none of that name and version.</summary>
    /// <param name="name">Name.</param>
    /// <param name="version">Major version; null = the newest.</param>
    public ModuleType? Find(string name, int? version = null) =>
        !modules.TryGetValue(name, out var versions) ? null
        : version is null ? versions[^1]
        : versions.FirstOrDefault(m => m.Descriptor.Version == version);
}
