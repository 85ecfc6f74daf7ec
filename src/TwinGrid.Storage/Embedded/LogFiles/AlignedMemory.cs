using System.Runtime.InteropServices;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.LogFiles;

/// <summary>Native memory aligned to blocks, as direct I/O needs it.</summary>
internal sealed unsafe class AlignedMemory : IDisposable
{
    private void* memory;

    public AlignedMemory(int bytes)
    {
        memory = NativeMemory.AlignedAlloc((nuint)bytes, LogFormat.BlockBytes);
        Length = bytes;
        GC.AddMemoryPressure(bytes);
    }

    ~AlignedMemory() => Free();

    /// <summary>Size in bytes.</summary>
    public int Length { get; }

    /// <summary>All of it.</summary>
    /// <exception cref="ObjectDisposedException">It was freed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(memory == null, this);
            return new Span<byte>(memory, Length);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (memory != null)
        {
            NativeMemory.AlignedFree(memory);
            GC.RemoveMemoryPressure(Length);
            memory = null;
        }
    }
}
