using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Gateway.Twins;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>GetRun, ListRuns, CompareRuns, VerifyRun, CancelRun and DeleteRun.</summary>
internal sealed class RunReads(IRuns runs, IDefinitionCatalog catalog)
{
    private const int MostCompared = 8;

    /// <summary>One run with its answer.</summary>
    public async Task<Run> GetAsync(GetRunRequest request, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        var document = await runs.GetAsync(plant, run, cancellationToken) ?? throw Refusal.NotFound("run", request.Name);
        return await WithResultAsync(document, cancellationToken);
    }

    /// <summary>A run as it is told by name: with its answer once it has one.</summary>
    public async Task<Run> WithResultAsync(RunDocument run, CancellationToken cancellationToken) =>
        RunMapper.Map(run, run.Phase == RunPhase.Succeeded ? await runs.GetResultAsync(run.Plant, run.Id, cancellationToken) : null);

    /// <summary>A page of a plant's runs, newest first.</summary>
    public async Task<ListRunsResponse> ListAsync(ListRunsRequest request, CancellationToken cancellationToken)
    {
        var plant = RunNames.ParsePlant(request.Parent, "parent");
        var passes = RunFilter.Parse(request.Filter);
        var list = $"runs of {plant}: {request.Filter}";
        var after = PageToken.Decode(list, request.PageToken);
        var pageSize = PageSize.From(request.PageSize);
        _ = await catalog.GetAsync(plant, version: 0, cancellationToken) ?? throw Refusal.NotFound("plant", request.Parent);
        var page = (await runs.ListAsync(plant, cancellationToken))
            .Where(run => (after is null || string.CompareOrdinal(run.Id, after) < 0) && passes(run)).Take(pageSize + 1).ToList();
        var response = new ListRunsResponse { NextPageToken = page.Count > pageSize ? PageToken.Encode(list, page[pageSize - 1].Id) : "" };
        response.Runs.AddRange(page.Take(pageSize).Select(run => RunMapper.Map(run)));
        return response;
    }

    /// <summary>Runs side by side.</summary>
    public async Task<CompareRunsResponse> CompareAsync(CompareRunsRequest request, CancellationToken cancellationToken)
    {
        if (request.Names.Count is < 2 or > MostCompared)
        {
            throw Refusal.InvalidArgument("names", $"{request.Names.Count} runs; from 2 to {MostCompared}.");
        }

        var names = request.Names.Select((name, i) => RunNames.ParseRun(name, $"names[{i}]")).ToList();
        var plant = names[0].Plant;
        var other = names.FindIndex(name => name.Plant != plant);
        if (other >= 0)
        {
            throw Refusal.InvalidArgument($"names[{other}]", $"'{request.Names[other]}' is no run of plant '{plant}' as the first one is.");
        }

        var sides = await runs.CompareAsync(plant, [.. names.Select(name => name.Run)], cancellationToken);
        var response = new CompareRunsResponse();
        response.Runs.AddRange(sides.Runs.Select(run => RunMapper.Map(run)));
        response.MadeOf.AddRange(sides.MadeOf.Select(one => new RunDifference { What = one.What, Values = { one.Values } }));
        foreach (var row in sides.Rows)
        {
            var comparison = new RunComparison { Kpi = row.Kpi, Unit = row.Unit, Arm = row.Arm };
            comparison.Estimates.AddRange(row.Estimates.Select(MapOrNothing));
            comparison.Differences.AddRange(row.Differences.Select(MapOrNothing));
            response.Kpis.Add(comparison);
        }

        return response;
    }

    /// <summary>Compares a run with what has happened since.</summary>
    public async Task<Run> VerifyAsync(VerifyRunRequest request, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        return await WithResultAsync(await runs.VerifyAsync(plant, run, cancellationToken), cancellationToken);
    }

    /// <summary>Ends a run.</summary>
    public async Task<Run> CancelAsync(CancelRunRequest request, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        var document = await runs.CancelAsync(plant, run, discard: !request.KeepResult, cancellationToken) ?? throw Refusal.NotFound("run", request.Name);
        return await WithResultAsync(document, cancellationToken);
    }

    /// <summary>Removes a run.</summary>
    public async Task<DeleteRunResponse> DeleteAsync(DeleteRunRequest request, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        long? revision = null;
        if (request.Etag.Length > 0)
        {
            var current = await runs.GetAsync(plant, run, cancellationToken) ?? throw Refusal.NotFound("run", request.Name);
            revision = RunMapper.EtagOf(current) == request.Etag ? current.Revision : throw Refusal.EtagMismatch(request.Name, request.Etag, RunMapper.EtagOf(current));
        }

        return await runs.DeleteAsync(plant, run, revision, cancellationToken) ? new DeleteRunResponse() : throw Refusal.NotFound("run", request.Name);
    }

    private static Estimate MapOrNothing(EstimateResult? estimate) => estimate is null ? new Estimate() : ResultMapper.Map(estimate);
}
