using CsCheck;
using TwinGrid.Model.Time;

namespace TwinGrid.Model.Tests.Time;

public sealed class SimClockTests
{
    private const double TicksBeyond = 9_223_372_036_854_775_808.0;

    private static readonly SimClock Seconds = new(1);

    // Halves and what lies next to them, of every size up to where doubles have no halves left and beyond; then any double at all.
    private static readonly Gen<double> Values = Gen.OneOf(
        Gen.Select(Gen.Long[-(1L << 53), 1L << 53], Gen.Int[0, 52], Gen.Int[-1, 1], (n, shift, step) => Next((n >> shift) + 0.5, step)),
        Gen.Select(Gen.Long, n => (double)n),
        Gen.Double);

    // Processors round in one instruction; times must be the same on all of them.
    [Fact]
    public void Duration_AnyValue_IsWhatMathRoundGives() => Values.Sample(value =>
    {
        var rounded = Math.Round(value, MidpointRounding.ToEven);
        if (rounded >= TicksBeyond)
        {
            Assert.Equal(long.MaxValue, Seconds.Duration(value).Ticks);
        }
        else if (rounded > -TicksBeyond)
        {
            Assert.Equal((long)rounded, Seconds.Duration(value).Ticks);
        }
        else
        {
            Assert.Throws<ArgumentException>("seconds", () => Seconds.Duration(value));
        }
    }, iter: 100_000);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(-0.5, 0)]
    [InlineData(-1.5, -2)]
    [InlineData(0.49999999999999994, 0)]
    [InlineData(4503599627370495.5, 4503599627370496)]
    [InlineData(9.2233720368547748e18, 9223372036854774784)]
    [InlineData(-9.2233720368547748e18, -9223372036854774784)]
    [InlineData(9.2233720368547758e18, long.MaxValue)]
    [InlineData(1e300, long.MaxValue)]
    [InlineData(double.PositiveInfinity, long.MaxValue)]
    public void Duration_AtTheEdges_RoundsHalvesToEvenAndSaturates(double seconds, long ticks) => Assert.Equal(ticks, Seconds.Duration(seconds).Ticks);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-9.2233720368547758e18)]
    [InlineData(-1e300)]
    public void Duration_NotANumberOrBelowAllTicks_Throws(double seconds) => Assert.Throws<ArgumentException>("seconds", () => Seconds.Duration(seconds));

    [Theory]
    [InlineData(1e-6, 0.1, 100_000)]
    [InlineData(1e-6, 1e-7, 0)]
    [InlineData(1e-3, 0.0025, 2)]
    [InlineData(60, 90, 2)]
    [InlineData(60, 150, 2)]
    public void Duration_OtherTicks_CountsThem(double tick, double seconds, long ticks) => Assert.Equal(ticks, new SimClock(tick).Duration(seconds).Ticks);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e-13)]
    [InlineData(86_401)]
    [InlineData(double.NaN)]
    public void Constructor_TickOutOfRange_Throws(double tick) => Assert.Throws<ArgumentOutOfRangeException>("secondsPerTick", () => new SimClock(tick));

    private static double Next(double value, int step) => step switch { < 0 => Math.BitDecrement(value), > 0 => Math.BitIncrement(value), _ => value };
}
