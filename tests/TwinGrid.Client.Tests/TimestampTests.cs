using CsCheck;
using Xunit;

namespace TwinGrid.Client.Tests;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2020-02-08T13:30:47Z", "2020-02-08T13:30:47.000000000Z")]
    [InlineData("2020-02-08T13:30:47.123456789Z", "2020-02-08T13:30:47.123456789Z")]
    [InlineData("2020-02-08T15:30:47.5+02:00", "2020-02-08T13:30:47.500000000Z")]
    [InlineData("2020-02-08 13:30:47", "2020-02-08T13:30:47.000000000Z")]
    [InlineData("2020-02-08", "2020-02-08T00:00:00.000000000Z")]
    [InlineData("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z")]
    public void TryParse_Iso8601_ReadsToTheNanosecond(string text, string expected)
    {
        Assert.True(Timestamp.TryParse(text, out var nanoseconds));
        Assert.Equal(expected, Timestamp.Format(nanoseconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("13:30")]
    [InlineData("yesterday")]
    [InlineData("2020-02-08T13:30:47.Z")]
    [InlineData("2020-02-08T13:30:47.1234567891Z")]
    [InlineData("2400-01-01")]
    public void TryParse_SomethingElse_IsRefused(string text) => Assert.False(Timestamp.TryParse(text, out _));

    [Fact]
    public void Format_AnyInstant_ReadsBack() =>
        Gen.Long.Where(n => n is > -9_000_000_000_000_000_000 and < 9_000_000_000_000_000_000)
            .Sample(n => Timestamp.TryParse(Timestamp.Format(n), out var back) && back == n);
}
