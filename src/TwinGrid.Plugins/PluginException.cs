namespace TwinGrid.Plugins;

/// <summary>A plug-in can't be used; the message names the file and what is wrong, for the one who put it there.</summary>
/// <param name="file">Path.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="inner">What it came of; null = nothing else.</param>
public sealed class PluginException(string file, string problem, Exception? inner = null) : Exception($"{file}: {problem}", inner);
