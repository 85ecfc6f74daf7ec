using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Builds a document's model with settings: the plant's assets that have a behaviour, the material and energy flows between them, and the document's own modules.</summary>
/// <param name="document">The document.</param>
/// <param name="plant">The plant that it names; null when it names none.</param>
/// <param name="catalog">Modules to be had.</param>
/// <param name="texts">Texts that parameters may name.</param>
internal sealed class ModelSource(ExperimentDocument document, PlantDefinition? plant, ModuleCatalog catalog, ModelTexts texts)
{
    private readonly SurrogateMaker? surrogates = document.Fidelity.IsEmpty ? null : new SurrogateMaker(document.Fidelity, SolverChoice.Of(document.Solver, document.TickSeconds));

    /// <summary>Texts that the models are made of, <c>name@hash</c>.</summary>
    public ImmutableArray<string> Texts => texts.Hashes;

    /// <summary>The model with settings, or what is wrong.</summary>
    public ModelResult Build(IEnumerable<KeyValuePair<string, ParameterValue>> settings)
    {
        var builder = new ModelBuilder(catalog, texts) { Surrogates = surrogates };
        foreach (var (path, value) in settings)
        {
            builder.Set(path, value);
        }

        if (plant is not null)
        {
            AddPlant(builder, plant);
        }

        builder.Add("", document.Model);
        return builder.Build();
    }

    private void AddPlant(ModelBuilder builder, PlantDefinition plant)
    {
        foreach (var line in plant.Lines.Where(l => document.Lines.IsEmpty || document.Lines.Contains(l.Id)))
        {
            foreach (var asset in line.Assets)
            {
                if (plant.Types[asset.Type] is { Behaviour: { } behaviour } type)
                {
                    var assembly = WithTypeParameters(behaviour.Assembly, type);
                    var values = asset.Parameters.ToDictionary(p => p.Key, p => (ParameterValue)new NumberValue(p.Value), StringComparer.Ordinal);
                    foreach (var id in asset.EnumerateIds())
                    {
                        builder.Add(id, assembly, values);
                    }
                }
            }
        }

        foreach (var flow in plant.Flows)
        {
            Connect(builder, flow);
        }
    }

    /// <summary>
    /// Material leaves by <c>out</c> and enters by <c>in</c>. Of an energy flow the consumer's <c>load</c> tells the supplier's <c>load</c> how much is wanted. A flow that names ports connects
    /// those instead, whichever of the two is the output: what is taken back of a supply goes against it.
    /// </summary>
    private static void Connect(ModelBuilder builder, FlowDefinition flow)
    {
        if (!flow.Ports.IsEmpty)
        {
            foreach (var (at, of) in flow.Ports.Where(_ => builder.HasAssembly(flow.From) && builder.HasAssembly(flow.To)))
            {
                var (giver, taker) = ($"{flow.From}.{of}", $"{flow.To}.{at}");
                builder.Connect(builder.IsInput(giver) ? new ModuleConnection(taker, giver) : new ModuleConnection(giver, taker));
            }

            return;
        }

        var (from, to) = flow.Kind == "material" ? ($"{flow.From}.out", $"{flow.To}.in") : ($"{flow.To}.load", $"{flow.From}.load");
        if (builder.HasPort(from) && builder.HasPort(to))
        {
            builder.Connect(new ModuleConnection(from, to));
        }
    }

    private static Assembly WithTypeParameters(Assembly assembly, AssetTypeDefinition type) => assembly with
    {
        Parameters =
        [
            .. type.Parameters.Values.Where(p => assembly.Parameters.All(own => own.Name != p.Id))
                .Select(p => new AssemblyParameter(p.Id, p.Unit, new NumberValue(p.Default), p.Min, p.Max)),
            .. assembly.Parameters,
        ],
    };

    /// <summary>Ids of simulated assets whose type has no behaviour, so that they are no part of the model.</summary>
    public ImmutableArray<string> Unmodelled() =>
        plant is null
            ? []
            : [.. plant.Lines.Where(l => document.Lines.IsEmpty || document.Lines.Contains(l.Id)).SelectMany(l => l.Assets).Where(a => plant.Types[a.Type].Behaviour is null).SelectMany(a => a.EnumerateIds())];
}
