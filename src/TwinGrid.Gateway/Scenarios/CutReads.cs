using TwinGrid.Contracts.Scenarios;
using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using CutAsset = TwinGrid.V1.CutAsset;
using CutPosition = TwinGrid.V1.CutPosition;
using CutSignal = TwinGrid.V1.CutSignal;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>GetCut: what a run starts from, and what of it should be looked at twice.</summary>
internal sealed class CutReads(ICutStore cuts)
{
    private const int MostFindings = 1_000;

    /// <summary>A cut's summary, and one of its assets where asked for.</summary>
    public async Task<Cut> GetAsync(GetCutRequest request, CancellationToken cancellationToken)
    {
        var (plant, hash) = RunNames.ParseCut(request.Name, "name");
        var bytes = await cuts.GetAsync(plant, hash, cancellationToken) ?? throw Refusal.NotFound("cut", request.Name);
        var cut = CutEncoding.Read(bytes.Span);
        var mapped = new Cut
        {
            Name = request.Name,
            At = cut.AtNs,
            Past = cut.Kind == CutKind.Past,
            DefinitionHash = cut.DefinitionHash,
            Assets = (uint)cut.Assets.Length,
            Bytes = (ulong)bytes.Length,
        };
        mapped.Lines.AddRange(cut.Lines);
        mapped.Positions.AddRange(cut.Positions.Select(position => new CutPosition
        {
            Partition = (uint)position.Partition, HistoryId = position.HistoryId.ToString("N"), CommitIndex = position.CommitIndex,
        }));
        AddFindings(mapped, cut);
        if (request.Asset.Length > 0)
        {
            mapped.Asset = Map(cut, Find(cut, request.Asset));
        }

        return mapped;
    }

    private static Model.Cuts.CutAsset Find(PlantCut cut, string id)
    {
        if (cut.Find(id) is { } asset)
        {
            return asset;
        }

        var near = Suggestion.Nearest(id, cut.Assets.Select(one => one.Id));
        throw Refusal.InvalidArgument("asset", $"the cut has no asset '{id}'{(near is null ? "." : $"; did you mean '{near}'?")}");
    }

    private static void AddFindings(Cut mapped, PlantCut cut)
    {
        var findings = cut.Assets
            .SelectMany(asset => asset.Signals.Select((signal, i) => (Asset: asset, asset.Type.Signals[i].Id, Signal: signal)))
            .Where(one => !Quality.IsGood(one.Signal.Quality))
            .OrderByDescending(one => one.Signal.Quality)
            .ToList();
        mapped.FindingsLeftOff = (uint)Math.Max(0, findings.Count - MostFindings);
        mapped.Findings.AddRange(findings.Take(MostFindings).Select(one => new CutFinding
        {
            Asset = one.Asset.Id, Signal = one.Id, Quality = one.Signal.Quality, AgeSeconds = one.Signal.AgeSeconds(cut.AtNs),
        }));
    }

    private static CutAsset Map(PlantCut cut, Model.Cuts.CutAsset asset)
    {
        var mapped = new CutAsset
        {
            Asset = asset.Id,
            Type = asset.Type.Id,
            Line = asset.Line,
            State = asset.Production?.State.ToString() ?? "",
            PhaseSeconds = asset.Production?.PhaseSeconds(cut.AtNs) ?? double.NaN,
            RunningSecondsSinceDown = asset.Production?.RunningSecondsSinceDown ?? double.NaN,
        };
        for (var i = 0; i < asset.Parameters.Length; i++)
        {
            mapped.Parameters.Add(asset.Type.Parameters[i], asset.Parameters[i]);
        }

        mapped.Signals.AddRange(asset.Signals.Select((signal, i) => new CutSignal
        {
            Signal = asset.Type.Signals[i].Id,
            Unit = asset.Type.Signals[i].Unit,
            Value = signal.Value,
            Text = signal.Text ?? "",
            Time = signal.TimeNs == long.MinValue ? 0 : signal.TimeNs,
            Quality = signal.Quality,
            AgeSeconds = signal.AgeSeconds(cut.AtNs),
            Mean = signal.Mean,
            Variance = signal.Variance,
        }));
        mapped.ActiveAlarms.AddRange(asset.Alarms.Where(alarm => alarm.IsActive).Select(alarm => alarm.Id));
        return mapped;
    }
}
