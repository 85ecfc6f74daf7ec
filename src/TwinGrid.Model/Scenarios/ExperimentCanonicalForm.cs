using System.Globalization;
using System.Text.Json;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios;

/// <summary>
/// One text for one meaning of a document: JSON without white space, members in a fixed order, every default written out, settings sorted by path, times in s. What is kept in order
/// is what has an order: arms, interventions, KPIs, factors and levels. Places and the list of defaults are no part of it.
/// </summary>
public static class ExperimentCanonicalForm
{
    /// <summary>SHA-256 of <see cref="Write"/>, 64 lower-case hex digits.</summary>
    public static string Hash(ExperimentDocument document) => CanonicalForm.HashOf(Write(document));

    /// <summary>The canonical form as UTF-8. <see cref="ExperimentDocument.Hash"/> is no part of it.</summary>
    public static byte[] Write(ExperimentDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("form", "twingrid/v1");
            json.WriteString("kind", Name(document.Kind));
            json.WriteString("name", document.Name);
            json.WriteString("question", document.Question);
            WriteModel(json, document);
            WriteRun(json, document);
            WriteArms(json, document);
            WriteQuestions(json, document);
            WriteComputing(json, document);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteModel(Utf8JsonWriter json, ExperimentDocument document)
    {
        json.WriteString("plant", document.Plant);
        Texts(json, "lines", document.Lines);
        json.WriteStartObject("model");
        AssemblyForm.Write(json, document.Model);
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, ExperimentDocument document)
    {
        Number(json, "tick", document.TickSeconds);
        json.WriteStartObject("start");
        json.WriteString("from", Name(document.Start.From));
        json.WriteString("snapshot", document.Start.Snapshot);
        json.WriteString("at", document.Start.At?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        json.WriteBoolean("stateUncertainty", document.Start.StateUncertainty);
        Number(json, "staleAfter", document.Start.StaleAfter?.TotalSeconds);
        json.WriteEndObject();
        Number(json, "horizon", document.HorizonSeconds);
        json.WriteStartObject("warmUp");
        json.WriteString("method", Name(document.WarmUp.Method));
        Number(json, "seconds", document.WarmUp.Seconds);
        json.WriteEndObject();
        json.WriteString("analysis", Name(document.Analysis));
        json.WriteNumber("batches", document.Batches);
        WriteReplications(json, document);
        Number(json, "level", document.Level);
        json.WriteNumber("seed", document.Seed);
        json.WriteBoolean("commonRandomNumbers", document.CommonRandomNumbers);
    }

    private static void WriteReplications(Utf8JsonWriter json, ExperimentDocument document)
    {
        json.WriteStartObject("replications");
        json.WriteNumber("initial", document.Replications.Initial);
        json.WriteNumber("increment", document.Replications.Increment);
        json.WriteNumber("max", document.Replications.Max);
        List(json, "halfWidths", document.Replications.HalfWidths, (j, rule) =>
        {
            j.WriteString("kpi", rule.Kpi);
            Pair(j, rule.Compare);
            Number(j, "absolute", rule.Absolute);
            Number(j, "relative", rule.Relative);
        });
        json.WriteEndObject();
        Object(json, "select", document.Selection, (j, selection) =>
        {
            j.WriteString("kpi", selection.Kpi);
            j.WriteString("method", Name(selection.Method));
            Number(j, "indifference", selection.Indifference);
            Number(j, "probability", selection.Probability);
            j.WriteNumber("initial", selection.Initial);
            j.WriteNumber("max", selection.Max);
        });
    }

    private static void WriteArms(Utf8JsonWriter json, ExperimentDocument document)
    {
        AssemblyForm.WriteSettings(json, "set", document.Set);
        List(json, "interventions", document.Interventions, WriteIntervention);
        List(json, "arms", document.Arms, (j, arm) =>
        {
            j.WriteString("name", arm.Name);
            AssemblyForm.WriteSettings(j, "set", arm.Set);
            List(j, "interventions", arm.Interventions, WriteIntervention);
        });
        Object(json, "design", document.Design, (j, design) =>
        {
            j.WriteString("kind", Name(design.Kind));
            Number(j, "resolution", design.Resolution);
            Number(j, "points", design.Points);
            List(j, "factors", design.Factors, WriteFactor);
        });
    }

    private static void WriteIntervention(Utf8JsonWriter json, Intervention intervention)
    {
        json.WriteString("name", intervention.Name);
        Number(json, "at", intervention.AtSeconds);
        Number(json, "until", intervention.UntilSeconds);
        Number(json, "every", intervention.EverySeconds);
        AssemblyForm.WriteSettings(json, "set", intervention.Set);
    }

    private static void WriteFactor(Utf8JsonWriter json, Factor factor)
    {
        json.WriteString("path", factor.Path);
        json.WriteStartArray("levels");
        foreach (var level in factor.Levels)
        {
            AssemblyForm.WriteValue(json, level);
        }

        json.WriteEndArray();
        Value(json, "low", factor.Low);
        Value(json, "high", factor.High);
        json.WriteBoolean("integer", factor.IsInteger);
    }

    private static void WriteQuestions(Utf8JsonWriter json, ExperimentDocument document)
    {
        List(json, "kpis", document.Kpis, (j, kpi) =>
        {
            j.WriteString("id", kpi.Id);
            j.WriteString("unit", kpi.Unit);
            j.WriteString("of", kpi.Of);
            j.WriteString("expression", kpi.Expression);
            j.WriteString("estimator", Name(kpi.Estimator.Kind));
            Number(j, "argument", kpi.Estimator.Argument);
            j.WriteString("direction", Name(kpi.Direction));
            WriteObservation(j, kpi.Observed);
        });
        List(json, "hypotheses", document.Hypotheses, (j, hypothesis) =>
        {
            j.WriteString("kpi", hypothesis.Kpi);
            Pair(j, hypothesis.Compare);
            j.WriteString("alternative", Name(hypothesis.Alternative));
            Number(j, "minimumEffect", hypothesis.MinimumEffect);
            Number(j, "alpha", hypothesis.Alpha);
            Number(j, "power", hypothesis.Power);
        });
        json.WriteString("correction", Name(document.Correction));
        List(json, "guards", document.Guards, (j, guard) =>
        {
            j.WriteString("kpi", guard.Kpi);
            Number(j, "margin", guard.Margin);
            j.WriteString("against", guard.Against);
            Number(j, "atLeast", guard.AtLeast);
            Number(j, "atMost", guard.AtMost);
            Number(j, "alpha", guard.Alpha);
        });
        List(json, "acceptance", document.Acceptance, (j, rule) =>
        {
            j.WriteString("kpi", rule.Kpi);
            j.WriteString("arm", rule.Arm);
            Number(j, "atLeast", rule.AtLeast);
            Number(j, "atMost", rule.AtMost);
            Number(j, "probability", rule.Probability);
        });
    }

    /// <summary>Only where there is one: documents without it keep the hash that they had.</summary>
    private static void WriteObservation(Utf8JsonWriter json, KpiObservation? observed)
    {
        if (observed is null)
        {
            return;
        }

        json.WriteStartObject("observed");
        json.WriteString("take", Name(observed.Take));
        Texts(json, "signals", observed.Signals);
        Texts(json, "values", observed.Values);
        json.WriteEndObject();
    }

    private static void WriteComputing(Utf8JsonWriter json, ExperimentDocument document)
    {
        Object(json, "uncertainty", document.Uncertainty, (j, plan) =>
        {
            j.WriteNumber("draws", plan.Draws);
            List(j, "parameters", plan.Parameters, (k, parameter) =>
            {
                k.WriteString("path", parameter.Path);
                Value(k, "distribution", parameter.Distribution);
            });
        });
        Object(json, "sensitivity", document.Sensitivity, WriteSensitivity);
        json.WriteStartObject("solver");
        Number(json, "relativeTolerance", document.Solver.RelativeTolerance);
        Number(json, "absoluteTolerance", document.Solver.AbsoluteTolerance);
        json.WriteString("method", Name(document.Solver.Method));
        Number(json, "step", document.Solver.StepSeconds);
        Number(json, "maxStep", document.Solver.MaxStepSeconds);
        json.WriteEndObject();
        json.WriteStartObject("fidelity");
        foreach (var (path, fidelity) in document.Fidelity.Where(f => f.Value.Kind != Fidelity.Equations))
        {
            WriteFidelity(json, path, fidelity);
        }

        json.WriteEndObject();
        json.WriteStartObject("budget");
        Number(json, "wallClock", document.Budget.WallClock?.TotalSeconds);
        Number(json, "replications", document.Budget.Replications);
        Number(json, "events", document.Budget.Events);
        json.WriteEndObject();
        json.WriteStartObject("outputs");
        json.WriteBoolean("gantt", document.Outputs.Gantt);
        json.WriteEndObject();
    }

    private static void WriteSensitivity(Utf8JsonWriter json, SensitivityPlan plan)
    {
        Texts(json, "kpis", plan.Kpis);
        json.WriteString("arm", plan.Arm);
        json.WriteNumber("samples", plan.Samples);
        json.WriteNumber("replications", plan.Replications);
        List(json, "factors", plan.Factors, (j, factor) =>
        {
            j.WriteString("path", factor.Path);
            Value(j, "distribution", factor.Distribution);
            Value(j, "low", factor.Low);
            Value(j, "high", factor.High);
        });
    }

    private static void Pair(Utf8JsonWriter json, ArmPair? pair) => Object(json, "compare", pair, (j, p) =>
    {
        j.WriteString("treatment", p.Treatment);
        j.WriteString("control", p.Control);
    });

    private static string Name<T>(T value)
        where T : struct, Enum => EnumText.Of(value);

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value) => AssemblyForm.WriteNumber(json, name, value);

    private static void WriteFidelity(Utf8JsonWriter json, string path, ComponentFidelity fidelity)
    {
        if (fidelity.Surrogate.Equals(SurrogateSettings.None))
        {
            json.WriteString(path, Name(fidelity.Kind));
            return;
        }

        json.WriteStartObject(path);
        Number(json, "step", fidelity.Surrogate.StepSeconds);
        Number(json, "degree", fidelity.Surrogate.Degree);
        Number(json, "tolerance", fidelity.Surrogate.Tolerance);
        json.WriteStartObject("ranges");
        foreach (var (name, range) in fidelity.Surrogate.Ranges)
        {
            json.WriteStartObject(name);
            Value(json, "min", range.Min);
            Value(json, "max", range.Max);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, string name, ParameterValue? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        AssemblyForm.WriteValue(json, value);
    }

    private static void Object<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        write(json, value);
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
