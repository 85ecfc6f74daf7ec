using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reports errors of an expression at their place in the document, where the text stands there as it is; else at the start of the text.</summary>
internal static class ExpressionFindings
{
    public static void Report(Section section, IReadOnlyList<ExpressionError> errors) =>
        Report(section.Bag, PlaceOf(section.File, section.At("expression"), section.PathOf("expression")), errors);

    public static void Report(DiagnosticBag bag, SourcePlace place, IReadOnlyList<ExpressionError> errors)
    {
        foreach (var error in errors)
        {
            var isExact = place.IsVerbatim && error.At.Line == 1;
            bag.Add(
                DiagnosticSeverity.Error, place.File, place.Line, isExact ? place.Column + error.At.Column - 1 : place.Column, place.Path,
                isExact ? error.Message : Wording.Invariant($"{error.Message} (line {error.At.Line}, column {error.At.Column} of the expression)"));
        }
    }

    /// <summary>Where a text stands.</summary>
    public static SourcePlace PlaceOf(string file, YamlNode node, string path) =>
        node is YamlScalar { ContentColumn: > 0 } scalar
            ? new SourcePlace(file, scalar.Line, scalar.ContentColumn, path) { IsVerbatim = true }
            : new SourcePlace(file, node.Line, node.Column, path);
}
