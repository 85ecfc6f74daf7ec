using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>ListAlarms and what an operator does with an alarm.</summary>
internal sealed class AlarmCalls(Locator locator, ReadGate gate, ITwinQueries queries)
{
    /// <summary>Longest shelving, in minutes: a day.</summary>
    public const uint MaxShelvingMinutes = 1_440;

    private const string Collection = "/alarms/";
    private const string Form = "{asset name or id}/alarms/{alarm}";
    private const int MaxComment = 1_024;

    /// <summary>A page of alarms: most urgent first, then newest.</summary>
    public async Task<ListAlarmsResponse> ListAsync(ListAlarmsRequest request, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var partitions = await locator.FindBelowAsync(request.Parent, "parent", cancellationToken);
        await gate.EnterAsync(partitions, terms, cancellationToken);
        var query = new AlarmQuery(Parents.Canonical(request.Parent), request.IncludeNormal, request.IncludeShelved);
        var page = await queries.ListAlarmsAsync(
            query, PageSize.From(request.PageSize), request.PageToken.Length == 0 ? null : request.PageToken, cancellationToken);
        var response = new ListAlarmsResponse { NextPageToken = page.NextPageToken ?? "", Position = ReadPositions.Of(partitions) };
        foreach (var alarm in page.Alarms)
        {
            response.Alarms.Add(AlarmMapper.Map(alarm));
        }

        await gate.LeaveAllAsync(partitions, terms, cancellationToken);
        return response;
    }

    /// <summary>Acknowledges an alarm.</summary>
    public Task<Alarm> AcknowledgeAsync(AcknowledgeAlarmRequest request, string by, CancellationToken cancellationToken) =>
        ActAsync(request.Name, new AlarmAction(AlarmActionKind.Acknowledge, by, Comment(request.Comment), 0), cancellationToken);

    /// <summary>Shelves an alarm for a bounded time.</summary>
    public Task<Alarm> ShelveAsync(ShelveAlarmRequest request, string by, CancellationToken cancellationToken) =>
        request.Minutes is 0 or > MaxShelvingMinutes
            ? throw Refusal.InvalidArgument("minutes", $"{request.Minutes} is not within 1 to {MaxShelvingMinutes} min; shelving always ends.")
            : ActAsync(request.Name, new AlarmAction(AlarmActionKind.Shelve, by, Comment(request.Comment), (int)request.Minutes), cancellationToken);

    /// <summary>Shows an alarm again.</summary>
    public Task<Alarm> UnshelveAsync(UnshelveAlarmRequest request, string by, CancellationToken cancellationToken) =>
        ActAsync(request.Name, new AlarmAction(AlarmActionKind.Unshelve, by, "", 0), cancellationToken);

    private async Task<Alarm> ActAsync(string name, AlarmAction action, CancellationToken cancellationToken)
    {
        var split = name.LastIndexOf(Collection, StringComparison.Ordinal);
        if (split <= 0 || split + Collection.Length == name.Length)
        {
            throw Refusal.InvalidName("name", name, Form);
        }

        var place = await locator.FindAssetAsync(name[..split], "name", cancellationToken);
        return await place.Partition.ActOnAlarmAsync(place.Slot, name[(split + Collection.Length)..], action, cancellationToken) is { } status
            ? AlarmMapper.Map(status)
            : throw Refusal.NotFound("alarm", name);
    }

    private static string Comment(string comment) =>
        comment.Length > MaxComment ? throw Refusal.InvalidArgument("comment", $"{comment.Length} characters; at most {MaxComment}.") : comment;
}
