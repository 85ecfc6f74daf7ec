using TwinGrid.Model.Scenarios;

namespace TwinGrid.Model.Tests.Scenarios;

/// <summary>Short documents to try single rules on.</summary>
internal static class Experiments
{
    /// <summary>A queue with two arms.</summary>
    public const string TwoArms =
        """
        horizon: 14d
        model:
          parameters:
            servers: 1
            arrival.rate: {default: 0.8, unit: /s, range: {min: 0, max: 10}}
            rates: [1, 1]
          modules:
            - {id: arrival, module: source, parameters: {interarrival: {exponential: {mean: 1 / arrival.rate}}}}
            - {id: service, module: machine@1, parameters: {capacity: servers, time: {exponential: {mean: 1s}}}}
          connections: [{from: arrival.out, to: service.in}]
        kpis:
          - {id: throughput, unit: /h, of: service.throughput, direction: maximise}
          - {id: wait, unit: s, of: service.wait}
        arms: [{name: baseline}, {name: two-crews, set: {servers: 2}}]

        """;

    /// <summary>A document around a spec; the spec begins on line 5.</summary>
    public static string Experiment(string spec, string kind = "Experiment", string name = "queue") =>
        $"apiVersion: twingrid/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:\n" +
        string.Concat(spec.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"));

    public static ScenarioResult Read(params IEnumerable<string> documents) => ScenarioReader.Read([("queue.yaml", string.Join("---\n", documents))]);

    public static ExperimentDocument One(string spec, string kind = "Experiment")
    {
        var result = Read(Experiment(spec, kind));
        Assert.True(result.IsUsable, string.Join('\n', result.Diagnostics));
        return Assert.Single(result.Documents);
    }

    /// <summary>The spec with lines of another in the place of those with the same key, and without some.</summary>
    public static string With(string more, params IEnumerable<string> without)
    {
        var keys = more.Split('\n').Where(l => l.Length > 0 && char.IsAsciiLetter(l[0])).Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)]).Concat(without).ToHashSet(StringComparer.Ordinal);
        var isDropped = false;
        var kept = TwoArms.Split('\n').Where(line =>
        {
            isDropped = line.Length > 0 && char.IsAsciiLetter(line[0]) ? keys.Contains(line[..line.IndexOf(':', StringComparison.Ordinal)]) : isDropped;
            return !isDropped;
        });
        return string.Join('\n', kept) + '\n' + more;
    }
}
