namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>What a hypothesis claims about the mean difference D = arm minus baseline, with the minimum effect δ &gt;= 0.</summary>
public enum Alternative
{
    /// <summary>D &gt; δ.</summary>
    Greater,

    /// <summary>D &lt; -δ.</summary>
    Less,

    /// <summary>|D| &gt; δ.</summary>
    TwoSided,
}
