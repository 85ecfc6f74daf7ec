using System.Text;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Grains.Tests.LiveTable;

public sealed class AssetIdPatternTests
{
    [Theory]
    [InlineData("pump", null, null)]
    [InlineData("pump-{0}", 0, 12)]
    [InlineData("pump-{0000}", 9_995, 10_005)]
    [InlineData("{00}.motor", 1, 120)]
    public void Write_EveryNumber_IsTheDefinitionsId(string id, int? from, int? to)
    {
        var asset = new AssetDefinition { Id = id, Type = "t", From = from, To = to };
        var pattern = new AssetIdPattern(asset);
        var utf8 = new byte[Identifier.MaxLength];

        var ids = Enumerable.Range(pattern.First, pattern.Count).Select(number => Encoding.UTF8.GetString(utf8, 0, pattern.Write(number, utf8)));

        Assert.Equal(asset.EnumerateIds(), ids);
    }
}
