using System.CommandLine;
using System.CommandLine.Parsing;

namespace TwinGrid.Host.Options;

/// <summary>Options that can also be given as the environment variable <c>TWINGRID_&lt;FLAG&gt;</c>; the command line wins.</summary>
internal static class Flag
{
    /// <summary>Reads a value or says what is wrong with it.</summary>
    public delegate T Reader<out T>(string text);

    /// <param name="name">With its two dashes.</param>
    /// <param name="description">For --help; the variable is added.</param>
    /// <param name="read">Throws <see cref="FormatException"/> naming the value and what is allowed.</param>
    /// <param name="defaultValue">When neither is given.</param>
    public static Option<T> Create<T>(string name, string description, Reader<T> read, T defaultValue)
    {
        var variable = "TWINGRID_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        return new Option<T>(name)
        {
            Description = $"{description} [{variable}]",
            CustomParser = result => result.Tokens is [var token] ? Parse(result, name, token.Value, read, defaultValue) : Missing(result, name, defaultValue),
            DefaultValueFactory = result =>
                Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? Parse(result, variable, text, read, defaultValue) : defaultValue,
        };
    }

    /// <summary>A flag without a value; its variable takes true or false.</summary>
    public static Option<bool> Switch(string name, string description)
    {
        var variable = "TWINGRID_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        return new Option<bool>(name)
        {
            Description = $"{description} [{variable}]",
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
                && Parse(result, variable, text, FlagReaders.Boolean, false),
        };
    }

    private static T Parse<T>(ArgumentResult result, string source, string text, Reader<T> read, T fallback)
    {
        try
        {
            return read(text);
        }
        catch (FormatException e)
        {
            result.AddError($"{source}: {e.Message}");
            return fallback;
        }
    }

    private static T Missing<T>(ArgumentResult result, string name, T fallback)
    {
        result.AddError($"{name} needs one value.");
        return fallback;
    }
}
