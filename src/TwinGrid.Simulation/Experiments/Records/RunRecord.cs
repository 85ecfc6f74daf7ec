using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>All that is needed to run the same again and to see that it was the same. Immutable.</summary>
public sealed record RunRecord
{
    /// <summary>Name of the random number generator.</summary>
    public const string Generator = "Philox4x32-10";

    /// <summary>Name of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Hash of the document's meaning, overrides included.</summary>
    public required string DocumentHash { get; init; }

    /// <summary>What went over the document as it is written; a replay puts the same over it.</summary>
    public ExperimentOverrides Overrides { get; init; } = new();

    /// <summary>Hash of the plant's definition; "" when the document is the whole model.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>Hash of the state from which replications start; "" when they start empty.</summary>
    public required string StateHash { get; init; }

    /// <summary>Version of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Modules that the model is made of, <c>machine@1</c>, with the hash of those that documents brought, and surrogates with the hash of their coefficients, sorted.</summary>
    public required ImmutableArray<string> Modules { get; init; }

    /// <summary>Texts beside the document that the model is made of, <c>name@hash</c>, sorted.</summary>
    public ImmutableArray<string> Texts { get; init; } = [];

    /// <summary>Random number generator.</summary>
    public string RandomNumbers { get; init; } = Generator;

    /// <summary>Key of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How equations are solved.</summary>
    public required SolverSettings Solver { get; init; }

    /// <summary>Where it ran.</summary>
    public required HostFingerprint Host { get; init; }

    /// <summary>The most replications of an arm that the document allows, or the number that it fixes.</summary>
    public required int Planned { get; init; }

    /// <summary>Replications of each arm that the answer rests on; what a replay runs.</summary>
    public required ImmutableArray<int> Replications { get; init; }

    /// <summary>A budget or a person ended the run before its own rule did.</summary>
    public bool WasCut { get; init; }

    /// <summary>Arms, in order.</summary>
    public required ImmutableArray<string> Arms { get; init; }

    /// <summary>Draws of uncertain parameters: replication i of an arm belongs to draw i modulo their number. 1 when nothing is uncertain.</summary>
    public int Draws { get; init; } = 1;

    /// <summary>Each arm is one long run, whose single values have no spread.</summary>
    public bool IsLongRun { get; init; }

    /// <summary>The warm-up was found from all replications of an arm, so that no replication by itself tells its KPIs.</summary>
    public bool IsWarmUpFound { get; init; }

    /// <summary>What is estimated of each KPI, in the order of the document.</summary>
    public ImmutableArray<KpiEstimator> Estimators { get; init; } = [];

    /// <summary>What every replication went through, by arm and then in index order.</summary>
    public required ImmutableArray<ReplicationRecord> Traces { get; init; }

    /// <summary>Digest over all of them.</summary>
    public required string Digest { get; init; }

    /// <summary>The record of a run.</summary>
    /// <param name="plan">What was run.</param>
    /// <param name="definitionHash">Hash of the plant's definition, or "".</param>
    /// <param name="results">By arm, in index order.</param>
    /// <param name="wasCut">Whether a budget or a person ended it.</param>
    public static RunRecord Of(ExperimentPlan plan, string definitionHash, IReadOnlyList<IReadOnlyList<ReplicationResult>> results, bool wasCut)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(results);
        return new RunRecord
        {
            Document = plan.Document.Name,
            DocumentHash = plan.Document.Hash,
            DefinitionHash = definitionHash,
            StateHash = plan.Start.Hash,
            Engine = EngineVersion,
            Modules = ModulesOf(plan),
            Texts = plan.Texts,
            Seed = plan.Document.Seed,
            Solver = plan.Document.Solver,
            Host = HostFingerprint.Current,
            Planned = (plan.Document.Selection?.Max ?? plan.Document.Replications.Max) * plan.Draws,
            Replications = [.. results.Select(r => r.Count)],
            WasCut = wasCut,
            Arms = [.. plan.Arms.Select(a => a.Name)],
            Draws = plan.Draws,
            IsLongRun = plan.Document.UsesBatchMeans,
            IsWarmUpFound = plan.Document.WarmUp.Method == WarmUpMethod.Mser5,
            Estimators = [.. plan.Kpis.Select(k => k.Definition.Estimator)],
            Traces = ReplicationRecord.Of(plan, results),
            Digest = RunDigest.Of(results),
        };
    }

    /// <summary>What <see cref="Modules"/> is of a plan.</summary>
    public static ImmutableArray<string> ModulesOf(ExperimentPlan plan) =>
        [.. plan.Arms.SelectMany(a => a.Model.Modules.Select(m => TextOf(m.Type.Descriptor)).Concat(a.Model.Surrogates.Values.Select(s => s.Identity))).Distinct().Order(StringComparer.Ordinal)];

    private static string TextOf(ModuleDescriptor module) => module.Hash.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{module.Name}@{module.Version}")
        : string.Create(CultureInfo.InvariantCulture, $"{module.Name}@{module.Version} {module.Hash}");

    private static string EngineVersion { get; } = typeof(RunRecord).Assembly.GetName().Version?.ToString(3) ?? "";
}
