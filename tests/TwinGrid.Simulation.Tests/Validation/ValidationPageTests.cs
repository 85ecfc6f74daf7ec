using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Validation;

public sealed class ValidationPageTests
{
    private const string Page = "docs/simulation/validation.md";

    private static readonly Lazy<Task<IReadOnlyList<ValidatedAnswer>>> Answers = new(ValidationRun.Answers);

    [Fact]
    public async Task Page_OfThisBuild_IsTheOneInTheDocuments()
    {
        var answers = await Answers.Value;
        var ours = ValidationPage.Render(answers);
        var documented = Path.Combine(Repository.Root, Page);
        if (!File.Exists(documented) || await File.ReadAllTextAsync(documented, TestContext.Current.CancellationToken) != ours)
        {
            var written = Path.Combine(Repository.Root, "artifacts", "validation.md");
            Directory.CreateDirectory(Path.GetDirectoryName(written)!);
            await File.WriteAllTextAsync(written, ours, TestContext.Current.CancellationToken);
            Assert.Fail($"{Page} is out of date. Look at what changed and why, then: cp artifacts/validation.md {Page}");
        }
    }

    [Fact]
    public async Task Answers_OfTheTests_AreForAllRowsAndNoOthers()
    {
        var answered = (await Answers.Value).Select(a => a.Answer.Row).ToHashSet();

        Assert.Empty(KnownRows.All.Select(row => row.Id).Except(answered));
        Assert.Empty(answered.Except(KnownRows.All.Select(row => row.Id)));
    }

    [Fact]
    public void Check_ValueOutOfTolerance_Fails()
    {
        Assert.ThrowsAny<Exception>(() => KnownAnswer.Check("1", "L", 4, 4.11, 0.1));
        Assert.Empty(KnownAnswer.Of(() => Assert.ThrowsAny<Exception>(() => KnownAnswer.Check("1", "L", 4, double.NaN, 0.1))));
    }

    [Theory]
    [InlineData(4, 4.01234, 0.05, "4.012", "0.05", "25 %")]
    [InlineData(1.98499408795e-8, 1.984994088e-8, 1.98e-15, "1.98499409e-8", "2e-15", "0 %")]
    [InlineData(0, 3e-12, 1e-9, "0", "1e-9", "0 %")]
    [InlineData(1800, 1871.23, 500, "1870", "500", "14 %")]
    public void Check_InsideARun_KeepsDigitsThatMatter(double expected, double ours, double tolerance, string shown, string allowed, string off)
    {
        var answer = Assert.Single(KnownAnswer.Of(() => KnownAnswer.Check("1", "L", expected, ours, tolerance)));

        Assert.Equal((shown, allowed, off), (answer.Ours, answer.Allowed, answer.Off));
    }
}
