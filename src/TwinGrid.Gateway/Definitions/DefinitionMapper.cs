using Google.Protobuf.Collections;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;
using DefinitionChange = TwinGrid.Model.Definitions.DefinitionChange;

namespace TwinGrid.Gateway.Definitions;

/// <summary>Turns definitions, differences and findings into answers.</summary>
internal static class DefinitionMapper
{
    // Error details travel in a header, and some clients take 8 KiB of headers: so much of the findings, before base64, fits with the rest.
    private const int MaxDetailBytes = 4_000;

    /// <summary>A stored version.</summary>
    public static Definition Map(DefinitionVersion version, bool withFiles)
    {
        var definition = new Definition
        {
            Plant = version.Definition.Id,
            Version = version.Version,
            Hash = version.Definition.Hash,
            AppliedAt = version.AppliedAtNs,
            AppliedBy = version.AppliedBy,
            Retired = version.IsRetired,
        };
        if (withFiles)
        {
            definition.Files.AddRange(version.Files.Select(file => new SourceFile { Path = file.Path, Content = file.Content }));
        }

        return definition;
    }

    /// <summary>A difference.</summary>
    public static V1.DefinitionChange Map(DefinitionChange change) => new()
    {
        Kind = change.Kind switch
        {
            DefinitionChangeKind.Added => "added",
            DefinitionChangeKind.Removed => "removed",
            DefinitionChangeKind.Renamed => "renamed",
            _ => "changed",
        },
        Path = change.Path,
        Before = change.Before,
        After = change.After,
    };

    /// <summary>A finding.</summary>
    public static Diagnostic Map(DefinitionDiagnostic finding)
    {
        var diagnostic = new Diagnostic
        {
            Severity = finding.Severity == DiagnosticSeverity.Error ? "error" : "warning",
            File = finding.File,
            Line = (uint)finding.Line,
            Column = (uint)finding.Column,
            Path = finding.Path,
            Message = finding.Message,
        };
        diagnostic.Allowed.AddRange(finding.Allowed.IsDefault ? [] : finding.Allowed);
        return diagnostic;
    }

    /// <summary>The refusal of documents that can't be used.</summary>
    public static RefusalException Refuse(IReadOnlyList<DefinitionDiagnostic> findings)
    {
        var errors = Errors(findings);
        var detail = Detail(errors);
        return Refusal.InvalidDefinition($"{Count(errors)} in the definition; the first: {errors[0]}{Rest(errors, detail)}", detail);
    }

    /// <summary>The refusal of scenario documents.</summary>
    public static RefusalException RefuseDocuments(string message, IReadOnlyList<DefinitionDiagnostic> findings)
    {
        var errors = Errors(findings);
        var detail = Detail(errors);
        return Refusal.InvalidDefinition(message + Rest(errors, detail), detail);
    }

    /// <summary>The refusal of documents that are sound but can't follow the version in force.</summary>
    public static RefusalException RefuseAfter(string plant, IReadOnlyList<DefinitionDiagnostic> findings)
    {
        var errors = Errors(findings);
        var detail = Detail(errors);
        return Refusal.IncompatibleDefinition(plant, [.. errors.Take(1).Select(error => error.ToString() + Rest(errors, detail))]).With(detail);
    }

    /// <summary>The documents of a request.</summary>
    public static IReadOnlyList<DefinitionFile> Files(RepeatedField<SourceFile> files) =>
        files.Count == 0
            ? throw Refusal.InvalidArgument("files", "is empty; give all documents of one plant.")
            : [.. files.Select(file => new DefinitionFile(file.Path, file.Content))];

    private static List<DefinitionDiagnostic> Errors(IReadOnlyList<DefinitionDiagnostic> findings) =>
        [.. findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)];

    private static DefinitionErrors Detail(List<DefinitionDiagnostic> errors)
    {
        var detail = new DefinitionErrors();
        var bytes = 0;
        foreach (var diagnostic in errors.Select(Map))
        {
            bytes += diagnostic.CalculateSize() + 3;
            if (bytes > MaxDetailBytes && detail.Diagnostics.Count > 0)
            {
                break;
            }

            detail.Diagnostics.Add(diagnostic);
        }

        return detail;
    }

    private static string Count(List<DefinitionDiagnostic> errors) => errors.Count == 1 ? "1 error" : $"{errors.Count} errors";

    private static string Rest(List<DefinitionDiagnostic> errors, DefinitionErrors detail) =>
        detail.Diagnostics.Count < errors.Count ? $"; the details hold the first {detail.Diagnostics.Count} of {errors.Count}" : "";
}
