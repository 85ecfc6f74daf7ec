using TwinGrid.Connectors.Emulation;
using Xunit;

namespace TwinGrid.Connectors.Tests.Emulation;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantile_ThousandDurations_IsWithinTwoPercent()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 1_000; i++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(i));
        }

        Assert.InRange(histogram.Quantile(0.5).TotalMilliseconds, 490, 510);
        Assert.InRange(histogram.Quantile(0.99).TotalMilliseconds, 970, 1_010);
    }

    [Fact]
    public void Quantile_Nothing_IsZero() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Quantile(0.5));
}
