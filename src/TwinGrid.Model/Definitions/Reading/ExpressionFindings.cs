using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reports errors of an expression at their place in the document, where the text stands there as it is; else at the start of the text.</summary>
internal static class ExpressionFindings
{
    public static void Report(Section section, IReadOnlyList<ExpressionError> errors)
    {
        var scalar = section.At("expression") as YamlScalar;
        foreach (var error in errors)
        {
            var isExact = scalar is { ContentColumn: > 0 } && error.At.Line == 1;
            section.Bag.Add(
                DiagnosticSeverity.Error, section.File, section.At("expression").Line,
                isExact ? scalar!.ContentColumn + error.At.Column - 1 : section.At("expression").Column, section.PathOf("expression"),
                isExact ? error.Message : Wording.Invariant($"{error.Message} (line {error.At.Line}, column {error.At.Column} of the expression)"));
        }
    }
}
