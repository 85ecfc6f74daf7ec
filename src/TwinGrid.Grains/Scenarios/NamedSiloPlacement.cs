using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Places a grain on the silo whose address is its key.</summary>
[Serializable]
[GenerateSerializer]
[Alias("twingrid.NamedSiloPlacement")]
internal sealed class NamedSiloPlacement : PlacementStrategy;

/// <summary>Marks grains that live on the silo whose address is their key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnNamedSiloAttribute() : PlacementAttribute(new NamedSiloPlacement());

/// <summary>Finds the silo. One that is gone gives an error: nobody else is meant.</summary>
internal sealed class NamedSiloDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        foreach (var silo in context.GetCompatibleSilos(target))
        {
            if (silo.ToParsableString() == key)
            {
                return Task.FromResult(silo);
            }
        }

        throw new SiloUnavailableException($"Silo {key} is not up.");
    }
}
