namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>What a family of claims is protected against.</summary>
public enum Correction
{
    /// <summary>Nothing: each claim by itself.</summary>
    None,

    /// <summary>Any wrong claim in the family, each tested at alpha over the size of the family.</summary>
    Bonferroni,

    /// <summary>Any wrong claim in the family, stepwise (Holm, Scandinavian Journal of Statistics 6, 1979); never weaker than Bonferroni.</summary>
    Holm,

    /// <summary>The expected share of wrong claims among those made (Benjamini and Hochberg, JRSS B 57, 1995), for independent or positively dependent tests.</summary>
    BenjaminiHochberg,
}
