using System.Collections.Concurrent;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Queries;

/// <summary>A filter compiled once against the types that it may meet. Thread safe.</summary>
internal sealed class AssetFilter
{
    private readonly FilterSyntax? syntax;
    private readonly FilterCompiler compiler;
    private readonly bool showsRetired;
    private readonly ConcurrentDictionary<AssetTypeDefinition, Predicate> byType = new(ReferenceEqualityComparer.Instance);

    private AssetFilter(FilterSyntax? syntax, FilterCompiler compiler)
    {
        this.syntax = syntax;
        this.compiler = compiler;
        showsRetired = MentionsRetired(syntax);
    }

    /// <summary>Compiles a filter; an empty one matches every asset that is not retired. One that mentions <c>retired</c> decides that itself.</summary>
    /// <exception cref="FilterException">The filter is wrong for every one of the types.</exception>
    public static AssetFilter Compile(string filter, IReadOnlyList<AssetTypeDefinition> types)
    {
        var compiled = new AssetFilter(FilterParser.Parse(filter), new FilterCompiler(types));
        foreach (var type in types)
        {
            compiled.For(type);
        }

        return compiled;
    }

    /// <summary>The predicate for a type.</summary>
    public Predicate For(AssetTypeDefinition type) =>
        syntax is null ? Predicate.True : byType.GetOrAdd(type, static (t, self) => self.compiler.Compile(self.syntax!, t), this);

    /// <summary>Whether metadata alone rules the asset out: its live state needs no read.</summary>
    public bool CanMatch(AssetInfo info) => (showsRetired || !info.IsRetired) && For(info.Type) != Predicate.False;

    /// <summary>Whether an asset matches.</summary>
    public bool Matches(AssetView view, long nowNs) => CanMatch(view.Info) && For(view.Info.Type).Test(view.Info, view, nowNs);

    private static bool MentionsRetired(FilterSyntax? syntax) => syntax switch
    {
        AndSyntax and => and.Parts.Any(MentionsRetired),
        OrSyntax or => or.Parts.Any(MentionsRetired),
        NotSyntax not => MentionsRetired(not.Part),
        ComparisonSyntax comparison => comparison.Field == "retired",
        WordSyntax word => word.Word is { IsQuoted: false, Text: "retired" },
        _ => false,
    };
}
