using CsCheck;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Tests.Units;

public sealed class UnitTests
{
    [Theory]
    [InlineData("1", "1", 1)]
    [InlineData("km", "m", 1000)]
    [InlineData("kW.h", "J", 3.6e6)]
    [InlineData("kW.h", "MJ", 3.6)]
    [InlineData("mbar", "bar", 0.001)]
    [InlineData("bar", "Pa", 1e5)]
    [InlineData("L/min", "m3/h", 0.06)]
    [InlineData("l", "L", 1)]
    [InlineData("{bottle}/min", "{bottle}/h", 60)]
    [InlineData("{bottle}/min", "/min", 1)]
    [InlineData("%", "1", 0.01)]
    [InlineData("[g]", "m/s2", 9.80665)]
    [InlineData("t/h", "kg/s", 1000.0 / 3600)]
    [InlineData("[psi]", "Pa", 6894.757293168361)]
    [InlineData("[gal_us]", "L", 3.785411784)]
    [InlineData("[in_i]", "mm", 25.4)]
    [InlineData("[ft_i]", "[in_i]", 12)]
    [InlineData("[HP]", "W", 745.6998715822702)]
    [InlineData("deg", "rad", 0.017453292519943295)]
    [InlineData("N.m", "J", 1)]
    [InlineData("V.A", "W", 1)]
    [InlineData("mm[Hg]", "Pa", 133.322)]
    [InlineData("10*3/uL", "/m3", 1e12)]
    [InlineData("kg.m/s2", "N", 1)]
    [InlineData("kg/(m.s2)", "Pa", 1)]
    [InlineData("kg/m/s2", "Pa", 1)]
    [InlineData("m+2", "m2", 1)]
    [InlineData("s-1", "Hz", 1)]
    [InlineData("kgf", "N", 9.80665)]
    [InlineData("KiBy", "bit", 8192)]
    [InlineData("d", "h", 24)]
    [InlineData("5.m", "m", 5)]
    [InlineData("bar{gauge}", "bar", 1)]
    [InlineData("[Btu_IT]/h", "W", 1055.05585262 / 3600)]
    [InlineData("mOhm", "Ohm", 0.001)]
    [InlineData("tex", "kg/m", 1e-6)]
    [InlineData("atm", "Pa", 101325)]
    [InlineData("[in_i'H2O]", "Pa", 249.08891)]
    [InlineData("[lbf_av]", "N", 4.4482216152605)]
    [InlineData("[mi_i]/h", "km/h", 1.609344)]
    [InlineData("[bbl_us]", "L", 158.987294928)]
    [InlineData("lx", "lm/m2", 1)]
    [InlineData("Cel", "K", 1)]
    public void Create_CommensurableUnits_HasTheFactor(string from, string to, double factor)
    {
        var conversion = UnitConversion.Create(Unit.Parse(from), Unit.Parse(to));

        Assert.Equal(factor, conversion.Factor, factor * 1e-15);
    }

    [Theory]
    [InlineData("Cel", "K", 0, 273.15)]
    [InlineData("K", "Cel", 300, 26.85)]
    [InlineData("[degF]", "Cel", 212, 100)]
    [InlineData("[degF]", "Cel", -40, -40)]
    [InlineData("Cel", "[degF]", 37, 98.6)]
    [InlineData("[degR]", "K", 491.67, 273.15)]
    public void Convert_Temperatures_KnowsTheZeroes(string from, string to, double value, double expected) =>
        Assert.Equal(expected, UnitConversion.Create(Unit.Parse(from), Unit.Parse(to)).Convert(value), 1e-12);

    [Theory]
    [InlineData("", 0, "no unit given")]
    [InlineData("kWh", 0, "did you mean 'kW.h'")]
    [InlineData("°C", 0, "did you mean 'Cel'")]
    [InlineData("rpm", 0, "did you mean '{rev}/min'")]
    [InlineData("m³", 0, "did you mean 'm3'")]
    [InlineData("L/mim", 2, "did you mean 'min'")]
    [InlineData("W/m2.Celcius", 5, "unknown unit")]
    [InlineData("m/", 2, "missing at the end")]
    [InlineData("m//s", 2, "before '/'")]
    [InlineData("(m", 0, "not closed")]
    [InlineData("m)", 1, "')' without '('")]
    [InlineData("m{a", 1, "'{' is not closed")]
    [InlineData("m{a b}", 3, "printable ASCII")]
    [InlineData("[psi", 0, "'[' is not closed")]
    [InlineData("J/(kg.Cel)", 6, "use K")]
    [InlineData("Cel2", 0, "takes no exponent")]
    [InlineData("m99", 1, "an exponent above 9")]
    [InlineData("m-", 1, "a sign without an exponent")]
    [InlineData("0", 0, "factor of 0")]
    [InlineData("dB.m", 3, "no ratio scale")]
    [InlineData("kmin", 0, "unknown unit 'kmin'")]
    [InlineData("m s", 0, "unknown unit")]
    public void TryParse_WrongCode_NamesThePlace(string code, int position, string message)
    {
        Assert.False(Unit.TryParse(code, out _, out var error));

        Assert.Equal(position, error.Position);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bar", "K")]
    [InlineData("mol", "1")]
    [InlineData("rad/s", "/s")]
    [InlineData("[pH]", "1")]
    [InlineData("dB", "B")]
    [InlineData("kW", "kW.h")]
    public void TryCreate_OtherQuantity_IsRefused(string from, string to) =>
        Assert.False(UnitConversion.TryCreate(Unit.Parse(from), Unit.Parse(to), out _));

    [Fact]
    public void TryParse_AnyText_NeverThrows()
    {
        var parts = Gen.OneOf("m", "k", "[psi]", "{x}", ".", "/", "(", ")", "-", "2", "99", "10*", "Cel", "dB", "%", "[", "]", "{", "}", " ", "é", "\0", "'");
        Gen.OneOf(parts.Array[0, 20].Select(string.Concat), Gen.String[0, 80]).Sample(text =>
        {
            if (Unit.TryParse(text, out var unit, out var error))
            {
                Assert.Equal(text, unit.Code);
                Assert.True(double.IsNormal(unit.Scale));
            }
            else
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.NotEmpty(error.Message);
            }
        });
    }

    [Fact]
    public void Convert_ThereAndBack_IsTheSame()
    {
        var units = new[] { "Cel", "K", "[degF]", "[degR]" };
        Gen.Select(Gen.OneOf(units), Gen.OneOf(units), Gen.Double[-1e4, 1e4]).Sample((from, to, value) =>
        {
            var there = UnitConversion.Create(Unit.Parse(from), Unit.Parse(to));
            var back = UnitConversion.Create(Unit.Parse(to), Unit.Parse(from));
            Assert.Equal(value, back.Convert(there.Convert(value)), 1e-10);
        });
    }
}
