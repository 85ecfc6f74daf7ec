using TwinGrid.Simulation.Continuous;

namespace TwinGrid.Simulation.Tests.Continuous;

public sealed class QuickPowerTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(-0.2)]
    [InlineData(-0.17)]
    [InlineData(0.04)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void Of_ThirtyDecades_IsWithinItsError(double power)
    {
        for (var decade = -10.0; decade <= 20; decade += 0.0137)
        {
            var x = Math.Pow(10, decade);
            Assert.InRange(QuickPower.Of(x, power) / Math.Pow(x, power), 1 - 0.0033 - (0.0054 * Math.Abs(power)), 1 + 0.0033 + (0.0054 * Math.Abs(power)));
        }
    }

    [Theory]
    [InlineData(-0.2)]
    [InlineData(0.04)]
    public void Of_PowersOfTwo_HasNoJumps(double power)
    {
        for (var x = 1 / 1024.0; x <= 1024; x *= 2)
        {
            Assert.Equal(1, QuickPower.Of(Math.BitDecrement(x), power) / QuickPower.Of(x, power), 1e-14);
        }

        // Where the result is a power of two: 2^(-5 k) to the power -0.2 is 2^k.
        for (var x = 1 / 1024.0; x <= 1024; x *= 32)
        {
            Assert.Equal(1, QuickPower.Of(x * (1 - 1e-12), -0.2) / QuickPower.Of(x * (1 + 1e-12), -0.2), 1e-11);
        }
    }

    [Fact]
    public void Of_Ends_AreExact()
    {
        Assert.Equal(1, QuickPower.Of(1, -0.2));
        Assert.Equal(1, QuickPower.Of(3.7, 0));
        Assert.Equal(0, QuickPower.Of(1e300, -5));
        Assert.Equal(double.PositiveInfinity, QuickPower.Of(1e300, 5));
    }

    [Theory]
    [InlineData(0.3, -0.2, 0x3FF45582C87A6D55)]
    [InlineData(123.456, 0.04, 0x3FF3588B2086F128)]
    [InlineData(1e-10, -0.17, 0x404914527E3AFC8C)]
    public void Of_AnyPlatform_HasTheseBits(double x, double power, long bits) => Assert.Equal(bits, BitConverter.DoubleToInt64Bits(QuickPower.Of(x, power)));
}
