using System.Text;

namespace TwinGrid.Simulation.Tests.Validation;

/// <summary>The page that shows our values beside the known ones.</summary>
internal static class ValidationPage
{
    private const string Introduction = """
        # Validation

        Closed forms, exact chains and published values beside what TwinGrid computes. This page is written by the tests of
        `TwinGrid.Simulation`; a test fails when it is out of date. *Allowed* is the largest difference that the test lets pass, in the unit of the
        quantity; *off* is our difference as a share of it. Where values come from simulated replications, the seed is fixed and the difference allowed is four
        standard errors, estimated from the replications, unless the row says otherwise: a share above 50 % is then no sign of an error but
        happens to one value in twenty. Times are in seconds, rates per second, unless a unit is given.

        """;

    public static string Render(IReadOnlyList<ValidatedAnswer> answers)
    {
        var page = new StringBuilder(Introduction);
        foreach (var section in KnownRows.All.GroupBy(row => row.Section))
        {
            page.Append($"\n## {section.Key}\n");
            foreach (var row in section)
            {
                page.Append($"\n### {row.Id} · {row.Title}\n\n{row.Setting}\n");
                Table(page, [.. answers.Where(a => a.Answer.Row == row.Id)]);
            }
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, IReadOnlyList<ValidatedAnswer> answers)
    {
        page.Append("\n| quantity | expected | ours | allowed | off | how |\n|---|---:|---:|---:|---:|---|\n");
        foreach (var (answer, how) in answers)
        {
            page.Append($"| {answer.Quantity} | {answer.Expected} | {answer.Ours} | {answer.Allowed} | {answer.Off} | {how} |\n");
        }
    }
}
