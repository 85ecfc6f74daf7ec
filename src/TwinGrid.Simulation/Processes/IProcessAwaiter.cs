using System.Runtime.CompilerServices;

namespace TwinGrid.Simulation.Processes;

/// <summary>Marks awaiters that have told the awaiting process's body what it waits for by the time the compiler asks whether it is over.</summary>
internal interface IProcessAwaiter : ICriticalNotifyCompletion;
