using CsCheck;
using TwinGrid.Model.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class ReaderFuzzTests
{
    [Fact]
    public void Read_MutatedSample_NeverThrows()
    {
        var bottling = Repository.SampleFiles("bottling-line").Select(f => f.Content).ToList();
        string[] files = [.. bottling, string.Join("---\n", bottling), .. Repository.SampleFiles("pump-testbed").Select(f => f.Content)];
        var splices = Gen.OneOf("\n", "- ", ": ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "!!int ", "? ", "|\n", ">\n", "%", "\t", "#", "---\n", "...\n", "\u2028", "\0", "\ud800", "~", "1e999", ",", "<<: ");
        var edits = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 40], splices).Array[1, 5];
        Gen.Select(Gen.OneOf(files), edits).Sample(
            (text, changes) =>
            {
                foreach (var (at, remove, insert) in changes)
                {
                    var start = (int)(at * text.Length);
                    text = text[..start] + insert + text[Math.Min(text.Length, start + remove)..];
                }

                Check(DefinitionReader.Read([("a.yaml", text)]));
            },
            iter: 2000);
    }

    [Fact]
    public void Read_AnyText_NeverThrows() => Gen.String.Sample(text => Check(DefinitionReader.Read([("a.yaml", text)])));

    private static void Check(DefinitionResult result)
    {
        if (!result.IsUsable)
        {
            Assert.Contains(result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        }
        else
        {
            var again = DefinitionReader.Read([("b.yaml", DefinitionWriter.Write(result.Definition))]);
            Assert.Equal(result.Definition.Hash, again.Definition?.Hash);
        }

        Assert.All(result.Diagnostics, d => Assert.True(d.Line >= 1 && d.Column >= 1 && d.Message.Length > 0));
    }
}
