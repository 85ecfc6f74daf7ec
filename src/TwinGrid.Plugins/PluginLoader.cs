using System.Collections.Immutable;
using System.Reflection;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Plugins;

/// <summary>Makes the modules of one assembly.</summary>
internal static class PluginLoader
{
    /// <summary>Loads it.</summary>
    /// <param name="context">Where it lives.</param>
    /// <param name="file">Its path.</param>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="PluginException">It can't be used.</exception>
    public static Plugin Load(PluginContext context, string file, string hash)
    {
        var modules = Types(context, file).Select(type => Create(file, type, hash)).OrderBy(module => module.Descriptor.Name, StringComparer.Ordinal).ThenBy(module => module.Descriptor.Version);
        return new Plugin(file, hash, [.. modules]);
    }

    /// <summary>Makes a module.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="type">A class derived from <see cref="ModuleType"/>.</param>
    /// <param name="hash">Hash of its plug-in.</param>
    /// <exception cref="PluginException">It can't be made, or what it says of itself is wrong.</exception>
    public static ModuleType Create(string file, Type type, string hash)
    {
        if (type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            throw new PluginException(file, $"module class {type.FullName} has no public constructor without parameters.");
        }

        ModuleType module;
        ModuleDescriptor? descriptor;
        try
        {
            module = (ModuleType)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
            descriptor = module.Descriptor;
        }
#pragma warning disable CA1031 // Whatever the plug-in throws, its file and class are what is to be told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            throw new PluginException(file, $"module class {type.FullName} can't be made: {failure.Message}", failure);
        }

        if (descriptor is null || !Identifier.IsValid(descriptor.Name) || descriptor.Version < 1)
        {
            throw new PluginException(file, $"module class {type.FullName} has no descriptor with a name such as 'cooling-tunnel' and a version from 1 on.");
        }

        return module switch
        {
            ComponentModule component => new PluginComponentModule(component, hash),
            CompoundModule compound => new PluginCompoundModule(compound, hash),
            _ => throw new PluginException(file, $"module class {type.FullName} derives from neither ComponentModule nor CompoundModule."),
        };
    }

    private static ImmutableArray<Type> Types(PluginContext context, string file)
    {
        try
        {
            return [.. context.LoadFromAssemblyPath(file).GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(ModuleType)))];
        }
        catch (Exception failure) when (failure is FileNotFoundException or FileLoadException or TypeLoadException or BadImageFormatException)
        {
            throw new PluginException(file, $"it can't be loaded: {failure.Message}", failure);
        }
    }
}
