using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Puts overrides over a document.</summary>
internal sealed class OverrideReader(ExperimentDocument document, PlantDefinition? plant)
{
    private readonly DiagnosticBag bag = new();

    public OverrideResult Read(ExperimentOverrides overrides)
    {
        var result = document with { Set = ReadSettings(overrides.Set) };
        if (Option("--seed", "seed", overrides.Seed)?.Whole("seed", 0, long.MaxValue) is { } seed)
        {
            result = result with { Seed = (ulong)seed };
        }

        if (Option("--horizon", "horizon", overrides.Horizon) is { } horizon && RunLengthReader.ReadHorizon(horizon) is { } seconds)
        {
            result = result with { HorizonSeconds = seconds };
        }

        if (Option("--warmup", "warmUp", overrides.WarmUp) is { } warmUp && RunLengthReader.ReadWarmUp(warmUp) is { } rule)
        {
            result = result with { WarmUp = rule };
        }

        if (Option("--level", "level", overrides.Level) is { } level && ExperimentReader.ReadLevel(level) is { } share)
        {
            result = result with { Level = share };
        }

        result = WithReplications(result, overrides.Replications);
        var given = Given(overrides).ToDictionary(StringComparer.Ordinal);
        ExperimentCheck.Check(
            result, key => given.TryGetValue(key, out var option) ? new SourcePlace(option, 1, 1, key) : document.Place with { Path = $"{document.Place.Path}.{key}" }, bag);
        var kept = document.Defaults.Where(d => !given.Keys.Any(key => d.Path == $"spec.{key}" || d.Path.StartsWith($"spec.{key}.", StringComparison.Ordinal)));
        return bag.HasErrors
            ? new OverrideResult(null, bag.ToList())
            : new OverrideResult(Hashed(result with { Defaults = [.. kept] }), bag.ToList());
    }

    private static ExperimentDocument Hashed(ExperimentDocument document) => document with { Hash = ExperimentCanonicalForm.Hash(document) };

    private static IEnumerable<KeyValuePair<string, string>> Given(ExperimentOverrides overrides)
    {
        (string Key, string Option, string? Value)[] all =
        [
            ("seed", "--seed", overrides.Seed), ("replications", "--replications", overrides.Replications), ("horizon", "--horizon", overrides.Horizon),
            ("warmUp", "--warmup", overrides.WarmUp), ("level", "--level", overrides.Level),
        ];
        return all.Where(o => o.Value is not null).Select(o => KeyValuePair.Create(o.Key, o.Option));
    }

    private ExperimentDocument WithReplications(ExperimentDocument result, string? text)
    {
        if (Option("--replications", "replications", text) is not { } option || ReplicationReader.ReadFixed(option) is not { } plan)
        {
            return result;
        }

        if (result.Selection is null)
        {
            return result with { Replications = plan };
        }

        option.Error("replications", "the document selects the best arm, and the selection finds out itself how many replications it needs");
        return result;
    }

    private Section? Option(string option, string key, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var value = new YamlScalar(1, 1, text.Trim(), true, 1);
        var section = new Section(new YamlMapping(1, 1, [new(value with { Value = key }, value)]), option, "", bag);
        if (value.IsNull)
        {
            section.Error(key, "a value is missing");
        }

        return section;
    }

    private ImmutableSortedDictionary<string, ParameterValue> ReadSettings(ImmutableArray<KeyValuePair<string, string>> settings)
    {
        var paths = new ModelPaths(document.Model, document.Plant, plant?.Id == document.Plant ? plant : null);
        var set = document.Set.ToBuilder();
        foreach (var (path, text) in settings)
        {
            var errors = new DiagnosticBag();
            var nodes = new YamlReader(errors).Read("--set", text);
            foreach (var error in errors.ToList())
            {
                bag.Add(error.Severity, error.File, error.Line, error.Column, path, error.Message);
            }

            if (errors.HasErrors)
            {
                continue;
            }

            if (nodes is not [var node])
            {
                Error(path, nodes.Count == 0 ? "a value is missing after '='" : "one value is expected, not several documents");
            }
            else if (ParameterReader.Read(node, "--set", path, bag) is { } value && Check(paths, path, value))
            {
                set[path] = value;
            }
        }

        return set.ToImmutable();
    }

    private bool Check(ModelPaths paths, string path, ParameterValue value)
    {
        var wrong = paths.WhatIsWrong(path, value)?.Message
            ?? (document.Design?.Factors.Any(f => f.Path == path) == true ? $"'{path}' is a factor of the design, which gives it its levels" : null);
        if (wrong is not null)
        {
            Error(path, wrong);
            return false;
        }

        foreach (var arm in document.Arms.Where(a => a.Set.ContainsKey(path)))
        {
            bag.Add(DiagnosticSeverity.Warning, "--set", 1, 1, path, $"arm '{arm.Name}' sets '{path}' itself and keeps its value");
        }

        return true;
    }

    private void Error(string path, string message) => bag.Add(DiagnosticSeverity.Error, "--set", 1, 1, path, message);
}
