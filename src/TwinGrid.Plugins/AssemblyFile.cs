using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace TwinGrid.Plugins;

/// <summary>What an assembly's metadata say, read without loading it.</summary>
/// <param name="Path">File.</param>
/// <param name="Name">Name of the assembly.</param>
/// <param name="References">Names of the assemblies that it refers to.</param>
/// <param name="EngineVersion">Version of the engine that it was built with; null when it does not refer to it.</param>
internal sealed record AssemblyFile(string Path, string Name, IReadOnlyList<string> References, Version? EngineVersion)
{
    private const string Engine = "TwinGrid.Simulation";

    /// <summary>Reads a file; null when it is a native library.</summary>
    /// <exception cref="PluginException">It is damaged.</exception>
    public static AssemblyFile? Read(string path)
    {
        try
        {
            using var portable = new PEReader(File.OpenRead(path));
            if (!portable.HasMetadata)
            {
                return null;
            }

            var metadata = portable.GetMetadataReader();
            if (!metadata.IsAssembly)
            {
                return null;
            }

            var references = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(one => (Name: metadata.GetString(one.Name), one.Version)).ToList();
            return new AssemblyFile(
                path, metadata.GetString(metadata.GetAssemblyDefinition().Name), [.. references.Select(one => one.Name)], references.FirstOrDefault(one => one.Name == Engine).Version);
        }
        catch (BadImageFormatException damaged)
        {
            throw new PluginException(path, "it is no assembly, or a damaged one.", damaged);
        }
    }

    /// <summary>SHA-256 over the assembly and, in the order of their names, those that it refers to and brings along, the engine's not.</summary>
    public static string HashWithDependencies(AssemblyFile assembly)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(File.ReadAllBytes(assembly.Path)));
        foreach (var file in Closure(assembly))
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static SortedSet<string> Closure(AssemblyFile assembly)
    {
        var folder = System.IO.Path.GetDirectoryName(assembly.Path) ?? "";
        var files = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<AssemblyFile>([assembly]);
        while (open.TryDequeue(out var next))
        {
            foreach (var file in next.References.Where(name => !PluginContext.IsShared(name)).Select(name => System.IO.Path.Combine(folder, name + ".dll")))
            {
                if (file != assembly.Path && File.Exists(file) && files.Add(file) && Read(file) is { } dependency)
                {
                    open.Enqueue(dependency);
                }
            }
        }

        return files;
    }
}
