namespace Crm.Application.Tenancy.Contracts;

/// <summary>Takes a person out of the audit trail without touching what is chained: their values lie under a key of their own.</summary>
public interface IAuditErasure
{
    /// <summary>
    /// Destroys the key with what the caller saves next. What is recorded about the person later keeps the fact and none of the
    /// personal values.
    /// </summary>
    ValueTask ForgetAsync(Guid subjectId, CancellationToken cancellationToken);
}
