using TwinGrid.Gateway.Callers;
using Xunit;

namespace TwinGrid.Gateway.Tests.Callers;

public sealed class TokenFileTests
{
    private const string Token = "0123456789abcdefghijkl";

    [Fact]
    public void FindCaller_KnownToken_IsItsName()
    {
        var file = TokenFile.Parse("tokens", ["# plant gateways", "", $"edge-1 {Token}", $"  edge-2   {Token}m "]);
        Assert.Equal("edge-1", file.FindCaller(Token));
        Assert.Equal("edge-2", file.FindCaller(Token + "m"));
        Assert.Null(file.FindCaller(Token[1..]));
        Assert.Null(file.FindCaller(""));
    }

    [Theory]
    [InlineData("edge-1")]
    [InlineData("edge-1 short")]
    [InlineData("edge/1 0123456789abcdefghijkl")]
    [InlineData("edge 1 0123456789abcdefghijkl")]
    public void Parse_WrongLine_NamesTheLineAndNotTheToken(string line)
    {
        var error = Assert.Throws<InvalidDataException>(() => TokenFile.Parse("tokens", ["# x", line]));
        Assert.StartsWith("tokens:2:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoCaller_IsRefused() => Assert.Throws<InvalidDataException>(() => TokenFile.Parse("tokens", ["# nobody"]));
}
