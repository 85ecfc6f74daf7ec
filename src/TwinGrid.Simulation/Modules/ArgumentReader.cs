using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;

namespace TwinGrid.Simulation.Modules;

/// <summary>Reads what a document gives a module against the module's descriptor.</summary>
/// <param name="use">The use of the module, with overrides in place.</param>
/// <param name="path">Path of the component, for messages.</param>
/// <param name="prefix">Path of its assembly, to which references are relative; "" = the model.</param>
/// <param name="scope">The assembly's parameters.</param>
/// <param name="texts">Texts that parameters may name.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class ArgumentReader(ModuleUse use, string path, string prefix, AssemblyScope scope, ModelTexts texts, ICollection<ModelError> errors)
{
    /// <summary>The arguments; what is wrong was reported.</summary>
    public ModuleArguments Read(ModuleDescriptor descriptor)
    {
        foreach (var (name, value) in use.Parameters)
        {
            if (descriptor.FindParameter(name) is null)
            {
                var alike = Suggestion.Nearest(name, descriptor.Parameters.Select(p => p.Name));
                var hint = alike is null ? $"; there are {string.Join(", ", descriptor.Parameters.Select(p => p.Name))}" : $"; did you mean '{alike}'?";
                Error(value, $"module '{descriptor.Name}' has no parameter '{name}'{hint}");
            }
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        foreach (var parameter in descriptor.Parameters)
        {
            if ((use.Parameters.GetValueOrDefault(parameter.Name) ?? parameter.Default) is not { } value)
            {
                if (!parameter.IsOptional)
                {
                    errors.Add(new ModelError(use.Place, $"{path}: parameter '{parameter.Name}' is missing ({parameter.Summary})"));
                }
            }
            else if (Value(parameter, scope.Resolve(value)) is { } read)
            {
                values[parameter.Name] = read;
            }
        }

        return new ModuleArguments(values.ToImmutable());
    }

    private object? Value(ParameterDescriptor parameter, ParameterValue value) => parameter.Kind switch
    {
        ParameterKind.Number => Number(parameter, value),
        ParameterKind.Integer => Integer(parameter, value),
        ParameterKind.Flag => value is BooleanValue flag ? flag.Value : Wrong(parameter, value, "true or false is expected"),
        ParameterKind.Choice => Choice(parameter, value),
        ParameterKind.Text => value is TextValue text ? text.Text : Wrong(parameter, value, "a text is expected"),
        ParameterKind.File => File(parameter, value),
        ParameterKind.NumberList => Numbers(parameter, value),
        ParameterKind.Distribution => Law(parameter, value),
        ParameterKind.Reference => value is TextValue text ? Absolute(text.Text) : Wrong(parameter, value, "the id of a component is expected"),
        ParameterKind.ReferenceList => References(parameter, value),
        ParameterKind.Structure => new StructureArgument(value, scope),
        _ => throw new ArgumentException($"Unknown kind {parameter.Kind}.", nameof(parameter)),
    };

    private object? Number(ParameterDescriptor parameter, ParameterValue value) =>
        !scope.TryNumber(value, parameter.Unit, out var number, out var error) || !NumberInUnit.IsWithin(number, parameter.Min, parameter.Max, parameter.Unit, out error)
            ? Wrong(parameter, value, error)
            : number;

    private object? Integer(ParameterDescriptor parameter, ParameterValue value)
    {
        if (Number(parameter, value) is not double number)
        {
            return null;
        }

        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : Wrong(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{number}: a whole number is expected"));
    }

    private object? Choice(ParameterDescriptor parameter, ParameterValue value)
    {
        if (value is not TextValue text)
        {
            return Wrong(parameter, value, $"one of {string.Join(", ", parameter.Choices)} is expected");
        }

        return parameter.Choices.Contains(text.Text)
            ? text.Text
            : Wrong(parameter, value, $"'{text.Text}' is not one of {string.Join(", ", parameter.Choices)}");
    }

    private object? File(ParameterDescriptor parameter, ParameterValue value)
    {
        if (value is not TextValue { Text: var text })
        {
            return Wrong(parameter, value, "the path of a file is expected, or its text");
        }

        return text.Contains('\n', StringComparison.Ordinal) ? new FileArgument("", text)
            : texts.Find(text) is { } content ? new FileArgument(text, content)
            : Wrong(parameter, value, texts.CanRead ? $"there is no file '{text}'" : $"'{text}': files can't be read here; give the text itself, on several lines");
    }

    private object? Numbers(ParameterDescriptor parameter, ParameterValue value)
    {
        if (value is not ListValue list)
        {
            return Wrong(parameter, value, $"a list of numbers in '{parameter.Unit}' is expected");
        }

        var numbers = ImmutableArray.CreateBuilder<double>(list.Items.Length);
        foreach (var item in list.Items)
        {
            if (Number(parameter, item) is not double number)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.ToImmutable();
    }

    private object? References(ParameterDescriptor parameter, ParameterValue value)
    {
        var items = value switch
        {
            ListValue list => list.Items,
            TextValue text => [text],
            _ => [],
        };
        return items.Length > 0 && items.All(i => i is TextValue)
            ? items.Select(i => Absolute(((TextValue)i).Text)).ToImmutableArray()
            : value is ListValue { Items.Length: 0 } ? ImmutableArray<string>.Empty
            : Wrong(parameter, value, "a list of ids of components is expected");
    }

    private object? Law(ParameterDescriptor parameter, ParameterValue value) =>
        (object?)new LawArgument(parameter.Unit, scope).Read(value, parameter.Min, parameter.Max, out var error) ?? Wrong(parameter, value, error);

    /// <summary>A reference starting with '/' is a path of the model, any other one a sibling's.</summary>
    private string Absolute(string reference) =>
        reference.StartsWith('/') ? reference[1..] : prefix.Length == 0 ? reference : $"{prefix}.{reference}";

    private object? Wrong(ParameterDescriptor parameter, ParameterValue value, string message)
    {
        Error(value, $"{path}.{parameter.Name}: {message}");
        return null;
    }

    private void Error(ParameterValue value, string message) => errors.Add(new ModelError(value.Place.IsNone ? use.Place : value.Place, message));
}
