using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Reads a mapping of names or paths to values.</summary>
internal static class SettingReader
{
    /// <summary>Values by name or path.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="whatIsWrong">Says what is wrong with a value; null = nothing to be checked.</param>
    public static ImmutableSortedDictionary<string, ParameterValue> Read(Section section, string key, Func<string, ParameterValue, SettingError?>? whatIsWrong = null)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var (name, node, path) in section.Entries(key, DefinitionLimits.MaxAlarms))
        {
            if (!ModelPath.IsValid(name.Value))
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, name, path, $"'{Wording.Shorten(name.Value)}' is no parameter: {ModelPath.Rule}");
            }
            else if (ParameterReader.Read(node, section.File, path, section.Bag) is { } value)
            {
                if (whatIsWrong?.Invoke(name.Value, value) is { } error)
                {
                    section.Bag.Add(DiagnosticSeverity.Error, section.File, error.IsPath ? name : node, path, error.Message);
                }

                values[name.Value] = value;
            }
        }

        return values.ToImmutable();
    }
}

/// <summary>What is wrong with a setting.</summary>
/// <param name="IsPath">The path is wrong, not the value.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record SettingError(bool IsPath, string Message);
