using System.Collections.Immutable;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>A law fitted to observations by maximum likelihood, right-censored ones included.</summary>
/// <param name="Family">Of the law.</param>
/// <param name="Law">The law.</param>
/// <param name="Parameters">Estimates with standard errors, in the order of the family.</param>
/// <param name="LogLikelihood">Log density of what was seen and log survival of what was censored, summed at the estimates.</param>
/// <param name="Written">The law as documents write it, to the last digit; values as plain numbers in the data's unit.</param>
public sealed record DistributionFit(DistributionFamily Family, Distribution Law, ImmutableArray<FittedParameter> Parameters, double LogLikelihood, string Written)
{
    /// <summary>Akaike's information criterion, 2 k - 2 log likelihood: less is better (H. Akaike, IEEE Transactions on Automatic Control 19, 1974).</summary>
    public double Aic => (2 * Parameters.Length) - (2 * LogLikelihood);

    /// <summary>The law as documents write it, with the unit of the data and four digits of each number, which is more than data can tell.</summary>
    public string WrittenIn(Model.Units.Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Estimator.Of(Family).Written([.. Parameters.Select(p => p.Value)], new LawText(unit, "G4"));
    }

    /// <summary>Fits a family; null with the reason when the data don't allow it.</summary>
    public static DistributionFit? Of(DistributionFamily family, Observations data, out string reason)
    {
        ArgumentNullException.ThrowIfNull(data);
        var estimator = Estimator.Of(family);
        if (estimator.Estimate(data, out reason) is not { } estimate)
        {
            return null;
        }

        var errors = ObservedInformation.StandardErrors(estimator, estimate, data);
        var law = estimator.Law(estimate);
        return new DistributionFit(
            family,
            law,
            [.. estimator.Names.Select((name, i) => new FittedParameter(name, estimate[i], errors[i]))],
            Estimator.LogLikelihood(law, data),
            estimator.Written(estimate, LawText.Exact));
    }

    /// <summary>Fits all families.</summary>
    /// <returns>Fits, the least <see cref="Aic"/> first, and families that the data don't allow.</returns>
    public static (ImmutableArray<DistributionFit> Fits, ImmutableArray<RefusedFit> Refused) Rank(Observations data)
    {
        var fits = new List<DistributionFit>();
        var refused = ImmutableArray.CreateBuilder<RefusedFit>();
        foreach (var family in Enum.GetValues<DistributionFamily>())
        {
            if (Of(family, data, out var reason) is { } fit)
            {
                fits.Add(fit);
            }
            else
            {
                refused.Add(new RefusedFit(family, reason));
            }
        }

        return ([.. fits.OrderBy(fit => fit.Aic)], refused.ToImmutable());
    }

    /// <summary>The fit of least <see cref="Aic"/>; null when the data allow none.</summary>
    public static DistributionFit? Best(Observations data) => Rank(data).Fits.FirstOrDefault();
}
