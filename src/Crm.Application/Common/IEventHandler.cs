namespace Crm.Application.Common;

/// <summary>Handles what another module announced in its Contracts. May run more than once for one event: the effect must not.</summary>
public interface IEventHandler<in TEvent>
{
    Task HandleAsync(TEvent happened, CancellationToken cancellationToken);
}
