using System.Collections.Frozen;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Grains.Production;

/// <summary>What a signal means to production.</summary>
internal enum ProductionRole : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The asset's state.</summary>
    State = 1,

    /// <summary>Counts good units.</summary>
    Good = 2,

    /// <summary>Counts rejected units.</summary>
    Reject = 3,

    /// <summary>Counts energy.</summary>
    Energy = 4,

    /// <summary>Power to be integrated.</summary>
    Power = 5,
}

/// <summary>A type's production signals by ordinal.</summary>
internal sealed class ProductionPlan
{
    private readonly ProductionRole[] roles;
    private readonly FrozenDictionary<int, StateClass> classes;

    private ProductionPlan(ProductionRole[] roles, FrozenDictionary<int, StateClass> classes)
    {
        this.roles = roles;
        this.classes = classes;
    }

    /// <summary>Turns the energy counter or the power signal into kW·h or kW.</summary>
    public double EnergyFactor { get; private init; } = 1;

    /// <summary>A power value holds no longer than this; long.MaxValue = until the next.</summary>
    public long PowerHoldNs { get; private init; } = long.MaxValue;

    /// <summary>What the signal means.</summary>
    public ProductionRole RoleOf(int ordinal) => (uint)ordinal < (uint)roles.Length ? roles[ordinal] : ProductionRole.None;

    /// <summary>The class of a state's number; unknown for numbers without one.</summary>
    public StateClass ClassOf(double value) => value is >= int.MinValue and <= int.MaxValue ? classes.GetValueOrDefault((int)value) : StateClass.Unknown;

    /// <summary>Plans a type that takes part in production.</summary>
    /// <param name="type">The type.</param>
    /// <param name="catalog">For ordinals.</param>
    public static ProductionPlan Make(AssetTypeDefinition type, IAssetCatalog catalog)
    {
        var production = type.Production!;
        var roles = new List<ProductionRole>();
        Assign(production.StateSignal, ProductionRole.State);
        Assign(production.GoodCounter, ProductionRole.Good);
        Assign(production.RejectCounter, ProductionRole.Reject);
        var energy = Assign(production.EnergyCounter, ProductionRole.Energy);
        var power = energy is null ? Assign(production.Power, ProductionRole.Power) : null;
        var symbols = type.Signals.FirstOrDefault(signal => signal.Id == production.StateSignal)?.Symbols ?? [];
        return new ProductionPlan(
            [.. roles],
            symbols.Where(symbol => production.StateClasses.ContainsKey(symbol.Symbol))
                .ToFrozenDictionary(symbol => symbol.Number, symbol => production.StateClasses[symbol.Symbol]))
        {
            EnergyFactor = energy is not null ? Factor(energy.Unit, "kW.h") : power is not null ? Factor(power.Unit, "kW") : 1,
            PowerHoldNs = power?.StaleAfter is { } after ? Nanoseconds.From(after) : long.MaxValue,
        };

        SignalDefinition? Assign(string? signal, ProductionRole role)
        {
            var ordinal = signal is null ? -1 : catalog.FindOrdinal(type, signal);
            if (ordinal < 0)
            {
                return null;
            }

            while (roles.Count <= ordinal)
            {
                roles.Add(ProductionRole.None);
            }

            roles[ordinal] = role;
            return type.Signals.FirstOrDefault(candidate => candidate.Id == signal);
        }
    }

    // The definition reader has checked that these are units of energy and power; where somebody got around it, the figure is unknown.
    private static double Factor(string from, string to) =>
        Unit.TryParse(from, out var unit, out _) && UnitConversion.TryCreate(unit, Unit.Parse(to), out var conversion) ? conversion.Factor : double.NaN;
}
