using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Definitions;

namespace TwinGrid.Grains.Definitions;

/// <summary>Composition of the definition catalog.</summary>
public static class DefinitionServices
{
    /// <summary>Adds the catalog. Needs a document store, a partition directory and a grain factory.</summary>
    public static IServiceCollection AddTwinGridDefinitions(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<DefinitionInForce>();
        services.AddSingleton<IDefinitionCatalog, DefinitionCatalog>();
        return services;
    }
}
