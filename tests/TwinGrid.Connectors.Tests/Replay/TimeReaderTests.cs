using TwinGrid.Client;
using TwinGrid.Connectors.Replay;
using Xunit;

namespace TwinGrid.Connectors.Tests.Replay;

public sealed class TimeReaderTests
{
    [Theory]
    [InlineData("iso8601", "UTC", "2020-02-08T13:30:47.123456789Z", "2020-02-08T13:30:47.123456789Z")]
    [InlineData("iso8601", "Europe/Berlin", "2020-02-08 13:30:47", "2020-02-08T12:30:47.000000000Z")]
    [InlineData("iso8601", "Europe/Berlin", "2020-07-08 13:30:47.000000001", "2020-07-08T11:30:47.000000001Z")]
    [InlineData("iso8601", "Europe/Berlin", "2020-02-08T13:30:47+05:30", "2020-02-08T08:00:47.000000000Z")]
    [InlineData("iso8601", "-03:00", "2020-02-08T13:30:47", "2020-02-08T16:30:47.000000000Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss", "UTC", "2020-02-08 13:30:47", "2020-02-08T13:30:47.000000000Z")]
    [InlineData("dd.MM.yyyy HH:mm:ss,fff", "Asia/Kolkata", "08.02.2020 19:00:47,250", "2020-02-08T13:30:47.250000000Z")]
    [InlineData("M/d/yyyy h:mm tt", "America/New_York", "2/8/2020 8:30 AM", "2020-02-08T13:30:00.000000000Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss zzz", "Europe/Berlin", "2020-02-08 13:30:47 +02:00", "2020-02-08T11:30:47.000000000Z")]
    [InlineData("unix-s", "Europe/Berlin", "1581168647.25", "2020-02-08T13:30:47.250000000Z")]
    [InlineData("unix-ms", "UTC", "1581168647250", "2020-02-08T13:30:47.250000000Z")]
    [InlineData("unix-us", "UTC", "1581168647250001", "2020-02-08T13:30:47.250001000Z")]
    [InlineData("unix-ns", "UTC", "1581168647250001002", "2020-02-08T13:30:47.250001002Z")]
    public void Read_FormatAndZone_GivesTheInstant(string format, string zone, string text, string expected) =>
        Assert.Equal(expected, Timestamp.Format(new TimeReader(new TimeColumn("t", format, zone)).Read(text)));

    [Theory]
    [InlineData(false, "2020-10-25T00:30:00.000000000Z")]
    [InlineData(true, "2020-10-25T01:30:00.000000000Z")]
    public void Read_ClocksGoBack_TakesTheOneAskedFor(bool later, string expected) =>
        Assert.Equal(expected, Timestamp.Format(new TimeReader(new TimeColumn("t", "iso8601", "Europe/Berlin", later)).Read("2020-10-25 02:30:00")));

    [Theory]
    [InlineData("iso8601", "Europe/Berlin", "2020-03-29 02:30:00", "does not exist in Europe/Berlin")]
    [InlineData("iso8601", "UTC", "08.02.2020", "no ISO 8601 time")]
    [InlineData("yyyy-MM-dd", "UTC", "2020-02-30", "'yyyy-MM-dd'")]
    [InlineData("unix-ms", "UTC", "soon", "unix-ms")]
    [InlineData("unix-s", "UTC", "1e30", "unix-s")]
    public void Read_NoSuchTime_SaysWhy(string format, string zone, string text, string reason)
    {
        var error = Assert.Throws<FormatException>(() => new TimeReader(new TimeColumn("t", format, zone)).Read(text));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
