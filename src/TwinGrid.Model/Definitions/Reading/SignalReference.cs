namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads the id of one of a type's signals.</summary>
internal static class SignalReference
{
    public static SignalDefinition? Read(
        Section section, string key, IReadOnlyDictionary<string, SignalDefinition> signals, bool isRequired = false)
    {
        if (isRequired)
        {
            section.Require(key);
        }

        if (section.Id(key) is not { } id)
        {
            return null;
        }

        if (signals.TryGetValue(id, out var signal))
        {
            return signal;
        }

        section.Error(key, $"the type has no signal '{id}'{Wording.DidYouMean(id, signals.Keys)}", signals.Keys);
        return null;
    }
}
