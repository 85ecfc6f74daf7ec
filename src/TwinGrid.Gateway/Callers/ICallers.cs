using Grpc.Core;

namespace TwinGrid.Gateway.Callers;

/// <summary>The one place that tells who calls: authentication plugs in here.</summary>
public interface ICallers
{
    /// <summary>Name of the caller, for audit records; never empty.</summary>
    string NameOf(ServerCallContext context);
}

/// <summary>
/// The name that ASP.NET Core authentication found; <see cref="Anonymous"/> without one. A name that a request gives (<c>by</c>) is a note for
/// people and counts only while callers are not authenticated.
/// </summary>
internal sealed class HttpCallers : ICallers
{
    /// <summary>Stands for a caller that nothing is known of.</summary>
    public const string Anonymous = "anonymous";

    /// <inheritdoc/>
    public string NameOf(ServerCallContext context) => context.GetHttpContext().User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Anonymous;
}

/// <summary>What the services ask.</summary>
internal static class CallerExtensions
{
    /// <summary>Longest name that a request may give, in characters.</summary>
    public const int MaxNameLength = 256;

    /// <summary>The authenticated name, else the one in the request, else "anonymous".</summary>
    public static string By(this ICallers callers, ServerCallContext context, string requested)
    {
        if (requested.Length > MaxNameLength)
        {
            throw Errors.Refusal.InvalidArgument("by", $"{requested.Length} characters; at most {MaxNameLength}.");
        }

        var name = callers.NameOf(context);
        return name == HttpCallers.Anonymous && requested.Length > 0 ? requested : name;
    }
}
