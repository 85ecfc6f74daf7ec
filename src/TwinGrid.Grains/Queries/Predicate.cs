using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>Whether an asset matches. The view is null where a predicate does not need it.</summary>
internal delegate bool Match(AssetInfo info, AssetView? view, long nowNs);

/// <summary>A compiled part of a filter for assets of one type.</summary>
/// <param name="Test">Thread safe.</param>
/// <param name="NeedsView">Looks at the live state, so that it must be read.</param>
internal sealed record Predicate(Match Test, bool NeedsView)
{
    /// <summary>Matches all.</summary>
    public static readonly Predicate True = new((_, _, _) => true, false);

    /// <summary>Matches none.</summary>
    public static readonly Predicate False = new((_, _, _) => false, false);

    /// <summary>One or the other.</summary>
    public static Predicate Of(bool value) => value ? True : False;

    /// <summary>Over metadata alone.</summary>
    public static Predicate OfInfo(Func<AssetInfo, bool> test) => new((info, _, _) => test(info), false);

    /// <summary>Over the live state too.</summary>
    public static Predicate OfView(Func<AssetView, long, bool> test) => new((_, view, now) => test(view!, now), true);

    /// <summary>All hold; what needs no view comes first.</summary>
    public static Predicate All(IEnumerable<Predicate> parts)
    {
        var left = parts.Where(part => part != True).OrderBy(part => part.NeedsView).ToArray();
        return left.Contains(False) ? False : left.Length switch
        {
            0 => True,
            1 => left[0],
            _ => new Predicate((info, view, now) => Array.TrueForAll(left, part => part.Test(info, view, now)), left[^1].NeedsView),
        };
    }

    /// <summary>One holds; what needs no view comes first.</summary>
    public static Predicate Any(IEnumerable<Predicate> parts)
    {
        var left = parts.Where(part => part != False).OrderBy(part => part.NeedsView).ToArray();
        return left.Contains(True) ? True : left.Length switch
        {
            0 => False,
            1 => left[0],
            _ => new Predicate((info, view, now) => Array.Exists(left, part => part.Test(info, view, now)), left[^1].NeedsView),
        };
    }

    /// <summary>Does not hold.</summary>
    public Predicate Not() => this == True ? False : this == False ? True : new Predicate((info, view, now) => !Test(info, view, now), NeedsView);
}
