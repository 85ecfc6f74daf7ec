namespace TwinGrid.Model.Scenarios;

/// <summary>How the end of the warm-up is found.</summary>
public enum WarmUpMethod : byte
{
    /// <summary>After a given time.</summary>
    Given = 1,

    /// <summary>By the marginal standard error rule over batches of five (White, Cobb and Spratt 2000), of each KPI over its run.</summary>
    Mser5 = 2,
}

/// <summary>What is left out at the beginning of a replication.</summary>
/// <param name="Method">How its end is found.</param>
/// <param name="Seconds">Length in s, 0 or more; 0 with <see cref="WarmUpMethod.Mser5"/>.</param>
public sealed record WarmUpRule(WarmUpMethod Method, double Seconds)
{
    /// <summary>Nothing is left out.</summary>
    public static readonly WarmUpRule None = new(WarmUpMethod.Given, 0);

    /// <summary>Found from the data.</summary>
    public static readonly WarmUpRule Mser5 = new(WarmUpMethod.Mser5, 0);
}
