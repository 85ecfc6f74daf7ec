using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Grains.Tests.Scenarios;

/// <summary>Orders of runs about one station.</summary>
internal static class Orders
{
    /// <summary>An experiment of two arms.</summary>
    /// <param name="replications">As in the document: a number, or a rule.</param>
    /// <param name="horizon">As in the document.</param>
    /// <param name="more">Further lines of the spec.</param>
    public static RunOrder TwoArms(string replications = "20", string horizon = "200 s", string more = "") => Of($$$"""
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: station}
        spec:
          question: Is a slower stream of customers worth it?
          model:
            modules: [{id: station, module: test-station}]
          horizon: {{{horizon}}}
          replications: {{{replications}}}
          arms:
            - {name: slow}
            - {name: fast, set: {station.rate: 0.3}}
          kpis:
            - {id: wait, unit: s, of: station.wait}
            - {id: served, unit: "1", of: station.served.total}
          {{{more}}}
        """);

    public static RunOrder Of(string yaml) => new() { Plant = "plant", Files = [new DefinitionFile("station.yaml", yaml)], By = "ann" };
}
