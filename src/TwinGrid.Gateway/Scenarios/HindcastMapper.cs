using TwinGrid.Contracts.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>Turns the comparison with what then happened into a message.</summary>
internal static class HindcastMapper
{
    /// <summary>The comparison.</summary>
    public static Hindcast Map(HindcastResult result)
    {
        var mapped = new Hindcast { From = result.FromNs, Until = result.UntilNs, ReadAt = result.ReadAtNs };
        mapped.Kpis.AddRange(result.Kpis.Select(Map));
        mapped.Notes.AddRange(result.Notes);
        return mapped;
    }

    private static HindcastKpi Map(HindcastFinding finding)
    {
        var mapped = new HindcastKpi
        {
            Kpi = finding.Kpi,
            Unit = finding.Unit,
            Arm = finding.Arm,
            Observed = finding.Observed,
            KnownShare = finding.KnownShare,
            Mean = finding.Mean,
            Error = finding.Error,
            Lower = finding.Lower,
            Upper = finding.Upper,
            Level = finding.Level,
            PValue = finding.PValue,
            Score = finding.Score,
            N = (uint)finding.N,
        };
        mapped.Notes.AddRange(finding.Notes);
        return mapped;
    }
}
