namespace TwinGrid.Cli.Tests.Simulations;

/// <summary>A queue with one, two and three servers, and all that can be asked of it.</summary>
internal static class QueueDocument
{
    public const string Text = """
        apiVersion: twingrid/v1
        kind: Experiment
        metadata:
          name: one-or-two-servers
        spec:
          question: Is it worth having a second server?
          model:
            parameters:
              servers: 1
              arrival.rate: {default: 0.8, unit: /s, range: {min: 0, max: 100}}
              service.mean: {default: 1, unit: s}
            modules:
              - {id: arrivals, module: source, parameters: {interarrival: {exponential: {mean: 1 / arrival.rate}}}}
              - {id: queue, module: buffer}
              - {id: service, module: machine, parameters: {servers: servers, service: {exponential: {mean: service.mean}}}}
              - {id: leaving, module: sink}
            connections:
              - {from: arrivals.out, to: queue.in}
              - {from: queue.out, to: service.in}
              - {from: service.out, to: leaving.in}
          horizon: 2 min
          replications: 2
          arms:
            - {name: one}
            - {name: two, set: {servers: 2}}
            - {name: three, set: {servers: 3}}
          kpis:
            - {id: wait, unit: s, of: queue.wait, direction: minimise}
            - {id: working, of: service.working, direction: maximise}
          hypotheses:
            - {kpi: wait, compare: [two, one], alternative: less, minimumEffect: 0.5 s}
          guards:
            - {kpi: working, margin: 0.3}
          acceptance:
            - {kpi: wait, atMost: 10 s, probability: 75%}
          uncertainty:
            draws: 5
            parameters:
              - {path: arrival.rate, distribution: {uniform: {min: 0.7, max: 0.9}}}
          sensitivity:
            kpis: [working]
            arm: two
            samples: 16
            factors:
              - {path: arrival.rate, low: 0.5, high: 0.9}
              - {path: service.mean, low: 0.8, high: 1.1}
        """;

    /// <summary>The document with one place of it changed.</summary>
    public static string With(string what, string by) => Text.Contains(what, StringComparison.Ordinal)
        ? Text.Replace(what, by, StringComparison.Ordinal)
        : throw new ArgumentException($"The document has no '{what}'.", nameof(what));
}
