using System.Globalization;
using System.Numerics;

namespace TwinGrid.Simulation.Designs;

/// <summary>
/// Regular two-level fractional designs (Box and Hunter, Technometrics 3, 1961): the smallest 2^(k - p) with at least the wanted resolution. Each factor is a product of basic factors, written as a
/// bit mask; resolution R means that no product of fewer than R factors is constant, that is no exclusive-or of fewer than R masks is zero. The masks are found by depth-first search,
/// longest products first, then (for resolution IV, where they always serve) products of an odd number. Of the designs with as many runs it need not have the fewest aliases.
/// </summary>
internal static class FractionalFactorial
{
    private const int MostFactors = 20;

    // Beyond this the search gives a number of basic factors up; no table design needs a thousandth of it.
    private const int MostNodes = 10_000;

    // Longer words tell of interactions that nobody asks for.
    private const int LongestWordTold = 5;

    /// <param name="factors">Names, unique, 1 to 20 of them.</param>
    /// <param name="resolution">Least resolution, 3 to 5.</param>
    /// <exception cref="ArgumentException">Resolution or number of factors out of range.</exception>
    internal static TwoLevelDesign Of(IReadOnlyList<string> factors, int resolution)
    {
        ArgumentNullException.ThrowIfNull(factors);
        if (resolution is < 3 or > 5)
        {
            throw new ArgumentOutOfRangeException(nameof(resolution), resolution, string.Create(CultureInfo.InvariantCulture, $"Resolution {resolution}; from 3 to 5."));
        }

        if (factors.Count is < 1 or > MostFactors)
        {
            throw new ArgumentOutOfRangeException(nameof(factors), factors.Count, string.Create(CultureInfo.InvariantCulture, $"{factors.Count} factors; from 1 to {MostFactors}."));
        }

        // Ends at the full design at the latest.
        for (var basic = Math.Min(factors.Count, BitOperations.Log2((uint)factors.Count) + 1); ; basic++)
        {
            if ((Masks(factors.Count, basic, resolution, oddFirst: false) ?? Masks(factors.Count, basic, resolution, oddFirst: true)) is { } masks)
            {
                return Design(factors, masks, basic);
            }
        }
    }

    /// <summary>The full two-level design: every factor is a basic one. Null for more factors than a design may have.</summary>
    internal static TwoLevelDesign? Whole(IReadOnlyList<string> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return factors.Count is < 1 or > MostFactors ? null : Design(factors, [.. Enumerable.Range(0, factors.Count).Select(i => 1 << i)], factors.Count);
    }

    private static int[]? Masks(int count, int basic, int resolution, bool oddFirst)
    {
        var masks = new List<int>(count);
        for (var i = 0; i < basic; i++)
        {
            masks.Add(1 << i);
        }

        int[] candidates = [.. Enumerable.Range(1, (1 << basic) - 1)
            .Where(mask => Length(mask) >= resolution - 1)
            .OrderByDescending(mask => oddFirst ? Length(mask) % 2 : 0)
            .ThenByDescending(mask => Length(mask))
            .ThenBy(mask => mask)];
        var nodes = 0;
        return Extend(0) ? [.. masks] : null;

        bool Extend(int from)
        {
            if (masks.Count == count)
            {
                return true;
            }

            for (var i = from; i < candidates.Length && candidates.Length - i >= count - masks.Count && nodes < MostNodes; i++)
            {
                nodes++;
                if (!IsProduct(candidates[i], masks, resolution - 2))
                {
                    masks.Add(candidates[i]);
                    if (Extend(i + 1))
                    {
                        return true;
                    }

                    masks.RemoveAt(masks.Count - 1);
                }
            }

            return false;
        }
    }

    /// <summary>Whether the mask is an exclusive-or of at most <paramref name="most"/> of the masks, 1 to 3.</summary>
    private static bool IsProduct(int mask, List<int> masks, int most)
    {
        for (var i = 0; i < masks.Count; i++)
        {
            var first = mask ^ masks[i];
            if (first == 0)
            {
                return true;
            }

            for (var j = i + 1; most > 1 && j < masks.Count; j++)
            {
                var second = first ^ masks[j];
                if (second == 0 || most > 2 && masks.IndexOf(second, j + 1) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static TwoLevelDesign Design(IReadOnlyList<string> factors, int[] masks, int basic)
    {
        var words = Words(masks, basic);
        int? shortest = words.Count == 0 ? null : words.Min(Length);
        return new TwoLevelDesign
        {
            Factors = [.. factors],
            Runs = [.. Enumerable.Range(0, 1 << basic).Select(run => (IReadOnlyList<int>)[.. masks.Select(mask => Level(mask, run, basic))])],
            Resolution = shortest,
            Generators = [.. Enumerable.Range(basic, masks.Length - basic).Select(i => $"{factors[i]} = {Name(factors, masks[i])}")],
            DefiningRelation = [.. words.Where(word => Length(word) <= Math.Max(LongestWordTold, shortest!.Value)).OrderBy(Length).ThenBy(word => word).Select(word => Name(factors, word))],
            Aliases = Aliases(factors, masks),
        };
    }

    private static int Length(int word) => BitOperations.PopCount((uint)word);

    // A basic factor is low where its bit of the run is 0; a product is high when an even number of its factors is low.
    private static int Level(int mask, int run, int basic)
    {
        var low = 0;
        for (var i = 0; i < basic; i++)
        {
            low += (mask >> i & 1) == 1 && (run >> (basic - 1 - i) & 1) == 0 ? 1 : 0;
        }

        return low % 2 == 0 ? 1 : -1;
    }

    /// <summary>All products of the generators' words, as bit masks over the factors.</summary>
    private static List<int> Words(int[] masks, int basic)
    {
        var words = new List<int>();
        for (var i = basic; i < masks.Length; i++)
        {
            var word = 1 << i | masks[i];
            words.AddRange([word, .. words.Select(other => other ^ word)]);
        }

        return words;
    }

    private static List<IReadOnlyList<string>> Aliases(IReadOnlyList<string> factors, int[] masks)
    {
        var groups = new SortedDictionary<int, List<string>>();
        void Put(int mask, string name)
        {
            if (!groups.TryGetValue(mask, out var names))
            {
                groups.Add(mask, names = []);
            }

            names.Add(name);
        }

        for (var i = 0; i < masks.Length; i++)
        {
            Put(masks[i], factors[i]);
        }

        for (var i = 0; i < masks.Length; i++)
        {
            for (var j = i + 1; j < masks.Length; j++)
            {
                Put(masks[i] ^ masks[j], EffectName.Of([factors[i], factors[j]]));
            }
        }

        return [.. groups.Values.Where(names => names.Count > 1)];
    }

    private static string Name(IReadOnlyList<string> factors, int word) => EffectName.Of(factors.Where((_, i) => (word >> i & 1) == 1));
}
